import { inspect } from "node:util";

/** How long a wait may last, and what it says where it was in vain. */
export interface Wait {
  /** Milliseconds. */
  readonly within: number;
  /** What there is to see now, for the one who reads why a test failed. */
  readonly seen: () => unknown;
}

/**
 * Resolves with what `look` finds, once it finds something, looking again after each `event`. Rejects with what was last
 * seen where it finds nothing in time: a time-out of the whole test would not tell what was there instead.
 */
export async function eventually<T>(
  event: (listener: () => void) => { dispose(): void },
  look: () => T | undefined,
  { within, seen }: Wait,
): Promise<T> {
  const began = look();
  if (began !== undefined) return began;
  return new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      clearTimeout(timer);
      registration.dispose();
      end();
    };
    let trouble: unknown;
    const timer = setTimeout(() => {
      const last = trouble === undefined ? seenOr(seen) : { failed: trouble, seen: seenOr(seen) };
      const shown = inspect(last, { depth: 4, maxArrayLength: 100, breakLength: 120 });
      finish(() => reject(new Error(`In ${within} ms this did not come: ${look.toString()}\nLast seen: ${shown}`)));
    }, within);
    const registration = event(() => {
      try {
        const found = look();
        trouble = undefined;
        if (found !== undefined) finish(() => resolve(found));
      } catch (error) {
        // What it looks at may be there by the next time.
        trouble = error;
      }
    });
  });
}

function seenOr(seen: () => unknown): unknown {
  try {
    return seen();
  } catch (error) {
    return error;
  }
}
