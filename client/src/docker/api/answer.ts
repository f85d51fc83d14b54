import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { sanitize } from "../sanitize";
import { readAll } from "./readAll";
import { say } from "../../../../shared/text";
import { UnusableAnswer } from "../fault";
import { record } from "../record";

/** An answer that is no success, with what the engine said. */
export class StatusError extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
    this.name = "StatusError";
  }
}

/** An engine's own words for a failure are a line or two. */
const largestExplanation = 64 * 1024;

/**
 * Passes an answer on that is a success. Throws {@link StatusError} for any other. A redirection is a failure as well:
 * engines send none, and whoever does would have our requests go where the user never pointed.
 */
export async function successful(response: IncomingMessage, method: string): Promise<IncomingMessage> {
  const status = response.statusCode ?? 0;
  // To start what runs, or to stop what does not, is answered by "not modified".
  if ((status >= 200 && status < 300) || (status === 304 && method === "POST")) return response;
  if (status >= 300 && status < 400) {
    response.destroy();
    throw new StatusError(status, `it is HTTP ${status}, which leads elsewhere${place(response.headers.location)}`);
  }
  throw new StatusError(
    status,
    (await explanation(response)) || `it is HTTP ${status} ${STATUS_CODES[status] ?? ""}`.trim(),
  );
}

/** The body as JSON. Throws where it is larger than so many bytes, or is none. */
export async function jsonOf(response: Readable, most: number): Promise<unknown> {
  const text = (await readAll(response, most)).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableAnswer(say`it is not JSON`);
  }
}

function place(location: string | undefined): string {
  const shown = sanitize(location ?? "");
  return shown === "" ? "" : ` (${shown})`;
}

async function explanation(response: IncomingMessage): Promise<string> {
  const said = await readAll(response, largestExplanation).catch(() => undefined);
  const text = said?.toString("utf8") ?? "";
  try {
    const { message, error } = record(JSON.parse(text));
    return [message, error].find((each) => typeof each === "string") ?? "";
  } catch {
    // A proxy in front of the engine answers in a format of its own.
    return text;
  }
}
