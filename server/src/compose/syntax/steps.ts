import type { FileId } from "./node";

/** Files that a computation has to know before it goes on; none where it only lets others go first. */
export interface Needs {
  /** Files whose documents it will ask for. */
  readonly documents: readonly FileId[];
  /** Files whose texts it will ask for: they are not parsed. */
  readonly texts: readonly FileId[];
}

/**
 * A computation in small steps. Between two of them its caller may look at the files that it needs and let others go
 * first; or not, and the computation goes on with what it knows.
 */
export type Steps<T> = Generator<Needs, T, undefined>;

/** A place at which a long computation may be left for a while. */
export const pause: Needs = { documents: [], texts: [] };

/** Takes all steps at once, and looks at nothing in between. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
