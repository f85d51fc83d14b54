/** A signal that ends with another one, or by itself, and can be released from it. */
export interface ReleasableSignal {
  readonly signal: AbortSignal;
  /** Ends it. */
  abort(reason?: unknown): void;
  /** Nothing of it stays with the other one. Safe to call twice. */
  release(): void;
}

/**
 * A signal that aborts when `outer` does, or after so many milliseconds where given. `AbortSignal.any` leaves a trace on
 * `outer` for each call, with all that listens to it (Node 20), and `outer` may live as long as an engine is followed.
 */
export function releasableSignal(outer: AbortSignal | undefined, limit?: number): ReleasableSignal {
  const own = new AbortController();
  const follow = (): void => own.abort(outer?.reason);
  const timer =
    limit === undefined
      ? undefined
      : setTimeout(() => own.abort(new DOMException(`no end within ${limit} ms`, "TimeoutError")), limit);
  timer?.unref();
  if (outer?.aborted === true) follow();
  else outer?.addEventListener("abort", follow, { once: true });
  return {
    signal: own.signal,
    abort: (reason) => own.abort(reason),
    release: () => {
      clearTimeout(timer);
      outer?.removeEventListener("abort", follow);
    },
  };
}
