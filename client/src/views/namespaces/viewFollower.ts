/** What could not be read is tried again after these, and then no more until there is word of a change. */
const pauses = [2_000, 10_000, 60_000];

/**
 * Reads views that are out of date, one after the other; what is so by then comes next. One that cannot be read holds up
 * no other: it is tried again at the next word of a change, also where that comes while others are read, and a few times
 * by itself.
 */
export class ViewFollower<View> {
  private readonly failed = new Set<View>();
  private running = false;
  private attempts = 0;
  private timer: NodeJS.Timeout | undefined;
  private disposed = false;

  /** `outdated` finds one that is out of date and not among those that failed; `read` resolves to whether that worked. */
  constructor(
    private readonly outdated: (failed: ReadonlySet<View>) => View | undefined,
    private readonly read: (view: View) => Promise<boolean>,
  ) {}

  /** Something may be another now. */
  word(): void {
    this.attempts = 0;
    this.begin();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.failed.clear();
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    for (let view = this.next(); view !== undefined; view = this.next()) {
      // Known as one that failed before it is read: word that comes meanwhile takes it out again.
      this.failed.add(view);
      if (await this.read(view)) this.failed.delete(view);
    }
    this.running = false;
    const pause = pauses[this.attempts];
    if (this.failed.size === 0 || pause === undefined || this.disposed) return;
    this.attempts += 1;
    this.timer = setTimeout(() => this.begin(), pause);
  }

  private next(): View | undefined {
    return this.disposed ? undefined : this.outdated(this.failed);
  }
}
