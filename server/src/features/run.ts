import { CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Logger } from "../../../shared/logger";
import { stackOf } from "../linter/fault";
import { NoLongerAsked, type StillAsked } from "../workspace/turns";
import { yieldToEventLoop } from "../workspace/yieldToEventLoop";

/** One piece of work of a feature. */
export interface Task<T> {
  /** What it does, for the log: a method of the protocol, or words. */
  readonly name: string;
  /** The document that it is about. */
  readonly uri?: string | undefined;
  readonly stillAsked: StillAsked;
  readonly work: (stillAsked: StillAsked) => Promise<T> | T;
}

/**
 * Does the work of a feature, the same way for each: what has arrived meanwhile goes first, work that nobody asks for any more
 * ends, an error is logged with its stack and answered as one. Never rejects.
 */
export async function run<T>(task: Task<T>, log: Logger): Promise<T | ResponseError<never>> {
  const { name, uri, stillAsked, work } = task;
  const title = uri === undefined ? name : `${name} ${uri}`;
  const began = performance.now();
  const took = (): string => `${(performance.now() - began).toFixed(0)} ms`;
  await yieldToEventLoop();
  try {
    if (!stillAsked()) throw new NoLongerAsked();
    const result = await work(stillAsked);
    if (!stillAsked()) throw new NoLongerAsked();
    log.debug(`${title}: ${took()}`);
    return result;
  } catch (error) {
    if (error instanceof NoLongerAsked) {
      log.debug(`${title}: cancelled after ${took()}`);
      return new ResponseError<never>(LSPErrorCodes.RequestCancelled, error.message);
    }
    log.error(`${title}: ${stackOf(error)}`);
    return new ResponseError<never>(
      ErrorCodes.InternalError,
      `Hostside: internal error in ${name}. The log has its place.`,
    );
  }
}

/** A handler of a request, whose work is done as {@link run} does it. */
export function answering<Params, T>(
  name: string,
  log: Logger,
  work: (params: Params, stillAsked: StillAsked) => Promise<T> | T,
): (params: Params, token?: unknown) => Promise<T | ResponseError<never>> {
  return (params, second) => {
    // A request without parameters has its token in their place.
    const token = [second, params].find((each) => CancellationToken.is(each)) ?? CancellationToken.None;
    const stillAsked = (): boolean => !token.isCancellationRequested;
    return run({ name, uri: uriIn(params), stillAsked, work: () => work(params, stillAsked) }, log);
  };
}

/**
 * The same for what an editor asks for by itself while one points, types or reads: what goes wrong stands in the log, and the
 * answer is `nothing`, since an editor would put an error of such a request before the user.
 */
export function answeringQuietly<Params, T>(
  name: string,
  log: Logger,
  work: (params: Params, stillAsked: StillAsked) => Promise<T> | T,
  nothing: NoInfer<T>,
): (params: Params, token?: unknown) => Promise<T | ResponseError<never>> {
  const answer = answering(name, log, work);
  return async (params, second) => {
    const result = await answer(params, second);
    const isFault = result instanceof ResponseError && result.code === ErrorCodes.InternalError;
    return isFault ? nothing : result;
  };
}

function uriIn(params: unknown): string | undefined {
  const { textDocument, uri } = (params ?? {}) as { textDocument?: { uri?: string }; uri?: string };
  return textDocument?.uri ?? uri;
}
