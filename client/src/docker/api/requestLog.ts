import type { Logger } from "../../platform/logger";
import { faultFrom, StatusError } from "../fault";
import type { Request } from "./httpExchange";

/** Notes the status of an answer as soon as it is there. */
export type NoteStatus = (status: number | undefined) => void;

/**
 * Makes a request and writes a line about it once it has ended: the status and the milliseconds, or why there is no
 * answer. Neither a query nor a body is written: a body may hold what only the engine should know.
 */
export async function logged<T>(
  log: Logger,
  request: Request,
  signal: AbortSignal,
  make: (note: NoteStatus) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  let status: number | undefined;
  const write = (outcome: string): void => {
    log.debug(`${inWords(request)}: ${outcome}`);
  };
  const took = (): string => `${Math.round(performance.now() - started)} ms`;
  try {
    const result = await make((answered) => (status = answered));
    write(`${status ?? "answered"} in ${took()}`);
    return result;
  } catch (error) {
    const refused = error instanceof StatusError ? error.statusCode : status;
    const { kind, detail } = faultFrom(signal.aborted ? signal.reason : error);
    if (kind === "cancelled") write(`cancelled after ${took()}`);
    else write(`${refused ?? "no answer"} in ${took()}, ${kind}: ${detail}`);
    throw error;
  }
}

/** As a person would say it: an ID as they know it from `docker ps`. */
export function inWords({ method, path }: Request): string {
  return `${method} ${path.replace(/[0-9a-f]{64}/gu, (id) => id.slice(0, 12))}`;
}
