/** Timers of one owner, which stop together with it. */
export class Timers {
  private readonly running = new Set<NodeJS.Timeout>();

  /** Calls back after so many milliseconds, unless everything was stopped. Returns what takes that back. */
  after(milliseconds: number, act: () => void): () => void {
    const timer = setTimeout(() => {
      this.running.delete(timer);
      act();
    }, milliseconds);
    this.running.add(timer);
    return () => {
      clearTimeout(timer);
      this.running.delete(timer);
    };
  }

  /** Resolves after so many milliseconds; never where everything was stopped. */
  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.after(milliseconds, resolve));
  }

  stop(): void {
    for (const timer of this.running) clearTimeout(timer);
    this.running.clear();
  }
}
