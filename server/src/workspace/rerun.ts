/**
 * Work that looks at the world: a call while it runs makes it run once more, since what it saw may be from before the call.
 */
export class Rerun {
  private running: Promise<void> | undefined;
  private again = false;

  constructor(private readonly work: () => Promise<void>) {}

  /** Ends when the work has run from its beginning after this call. */
  run(): Promise<void> {
    this.again = true;
    this.running ??= this.runs();
    return this.running;
  }

  /** Ends when nothing runs. */
  async settled(): Promise<void> {
    await this.running;
  }

  private async runs(): Promise<void> {
    try {
      while (this.again) {
        this.again = false;
        await this.work();
      }
    } finally {
      this.running = undefined;
    }
  }
}
