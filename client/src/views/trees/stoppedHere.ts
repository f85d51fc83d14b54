/** The containers that the user stopped from a view: they stay there until it is left, so that Start is at hand. */
export class StoppedHere {
  private readonly ids = new Set<string>();

  add(engine: string, id: string): void {
    this.ids.add(`${engine} ${id}`);
  }

  has(engine: string, id: string): boolean {
    return this.ids.has(`${engine} ${id}`);
  }

  /** Forgets all of them. False where there were none. */
  clear(): boolean {
    const any = this.ids.size > 0;
    this.ids.clear();
    return any;
  }
}
