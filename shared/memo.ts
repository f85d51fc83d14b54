/** What nothing beside its key decides. */
const nothingElse: readonly unknown[] = [];

interface Remembered<Result> {
  readonly dependsOn: readonly unknown[];
  readonly result: Result;
}

/**
 * Remembers the last result of each key, for as long as the key is in use and everything else that the result depends on
 * is the same (`===`, so that NaN never is). Results may not change, nor what they are made of.
 */
export class Memo<Key extends object, Result> {
  private readonly known = new WeakMap<Key, Remembered<Result>>();

  /** The remembered result, or what `make` returns; `before` is the result that does not hold any more. */
  get(key: Key, dependsOn: readonly unknown[], make: (key: Key, before: Result | undefined) => Result): Result {
    const known = this.known.get(key);
    if (known !== undefined && areSame(known.dependsOn, dependsOn)) return known.result;
    return this.keep(key, dependsOn, make(key, known?.result));
  }

  /** The remembered result of a key that alone decides it. */
  of(key: Key, make: (key: Key) => Result): Result {
    return this.get(key, nothingElse, make);
  }

  /** The same as `get` for a result that is made in steps. Nothing is remembered where they do not reach their end. */
  *inSteps<Step>(
    key: Key,
    dependsOn: readonly unknown[],
    make: (key: Key) => Generator<Step, Result, undefined>,
  ): Generator<Step, Result, undefined> {
    const known = this.known.get(key);
    if (known !== undefined && areSame(known.dependsOn, dependsOn)) return known.result;
    return this.keep(key, dependsOn, yield* make(key));
  }

  private keep(key: Key, dependsOn: readonly unknown[], result: Result): Result {
    this.known.set(key, { dependsOn, result });
    return result;
  }
}

/** Remembers what two objects make together, every pair, for as long as both are in use. */
export class PairMemo<One extends object, Other extends object, Result> {
  private readonly known = new Memo<One, Memo<Other, Result>>();

  of(one: One, other: Other, make: () => Result): Result {
    return this.known.of(one, () => new Memo()).of(other, make);
  }
}

function areSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return true;
}
