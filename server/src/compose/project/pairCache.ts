/** Remembers what two values together make, for as long as both are in use. */
export class PairCache<A extends object, B extends object, Result> {
  private readonly known = new WeakMap<A, WeakMap<B, Result>>();

  get(one: A, other: B, make: () => Result): Result {
    let inner = this.known.get(one);
    if (inner === undefined) {
      inner = new WeakMap();
      this.known.set(one, inner);
    }
    if (inner.has(other)) return inner.get(other) as Result;
    const result = make();
    inner.set(other, result);
    return result;
  }
}
