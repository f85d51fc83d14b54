import type { Timers } from "./timers";

/** How fast a queue may go. */
export interface Pace {
  /** So many may run one after the other without a pause, after a rest. */
  readonly atOnce: number;
  /** So many a second from then on. */
  readonly perSecond: number;
  /** The part of the time that they may take, where each takes long. */
  readonly share: number;
}

/** Runs what waits, one after the other, at a pace: each entry once, however often it was added meanwhile. */
export class PacedQueue {
  private readonly urgent = new Set<string>();
  private readonly usual = new Set<string>();
  private allowance: number;
  private counted: number;
  private isRunning = false;

  constructor(
    private readonly run: (entry: string) => Promise<void>,
    private readonly pace: Pace,
    private readonly timers: Timers,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.allowance = pace.atOnce;
    this.counted = now();
  }

  /** Adds an entry; an urgent one goes before those that are not. */
  add(entry: string, urgent: boolean): void {
    if (!urgent && !this.urgent.has(entry)) this.usual.add(entry);
    if (urgent) {
      this.usual.delete(entry);
      this.urgent.add(entry);
    }
    if (!this.isRunning) void this.work();
  }

  /** Forgets what waits. */
  clear(): void {
    this.urgent.clear();
    this.usual.clear();
  }

  private async work(): Promise<void> {
    this.isRunning = true;
    // What made an entry necessary is to be shown first.
    await this.timers.pause(0);
    for (let entry = this.take(); entry !== undefined; entry = this.take()) {
      const from = this.now();
      await this.run(entry);
      const wait = this.waitAfter(this.now() - from);
      await this.timers.pause(wait);
    }
    this.isRunning = false;
  }

  private take(): string | undefined {
    for (const set of [this.urgent, this.usual]) {
      for (const entry of set) {
        set.delete(entry);
        return entry;
      }
    }
    return undefined;
  }

  /** Each entry costs what the time that it took earns back in a rest of the right length, and one at least. */
  private waitAfter(took: number): number {
    const { atOnce, perSecond, share } = this.pace;
    const now = this.now();
    this.allowance = Math.min(atOnce, this.allowance + ((now - this.counted) / 1000) * perSecond);
    this.counted = now;
    this.allowance -= Math.max(1, ((took * (1 / share - 1)) / 1000) * perSecond);
    return this.allowance >= 0 ? 0 : (-this.allowance / perSecond) * 1000;
  }
}
