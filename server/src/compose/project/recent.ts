/** A map that keeps only what was asked for last, so that what nobody asks for any more goes. */
export class Recent<Key, Value> {
  private readonly known = new Map<Key, Value>();

  constructor(private readonly most: number) {}

  get(key: Key, make: () => Value): Value {
    const value = this.known.get(key) ?? make();
    // A map keeps the order in which its keys came: what is asked for goes to the end.
    this.known.delete(key);
    this.known.set(key, value);
    const [oldest] = this.known.keys();
    if (this.known.size > this.most && oldest !== undefined) this.known.delete(oldest);
    return value;
  }

  /** Drops what nobody will ask for again. */
  forget(isDone: (value: Value) => boolean): void {
    for (const [key, value] of this.known) if (isDone(value)) this.known.delete(key);
  }
}
