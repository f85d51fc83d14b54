/** Asks the engine for a list: all of it (undefined) or these entries. */
type Ask = (ids: readonly string[] | undefined, signal: AbortSignal) => Promise<readonly unknown[]>;

/** What hears the answers. */
export interface QuestionListener {
  answered(asked: readonly string[] | undefined, records: readonly unknown[]): void;
  failed(error: unknown): void;
}

/** So many entries are asked for by one request: their IDs make its address, and proxies take 16 kB of that. */
const together = 200;

/** Where a larger part than this of what there is has changed, one full list is cheaper. */
const largePart = 0.25;

/** However long an answer takes, changes wait no longer than this for the next question. */
const longestBatch = 2_000;

/**
 * Turns "this entry changed" into as few requests as possible: changes are collected for a moment, one request is open
 * at a time, and what changes meanwhile is asked next. Where answers take long, the moment is as long as the last one
 * took, so that a storm of events never takes more than half of the time. A failure ends it; the owner starts another.
 */
export class RefreshQueue {
  private readonly changedIds = new Set<string>();
  private allChanged = false;
  private asking = false;
  private timer: NodeJS.Timeout | undefined;
  private lastMilliseconds = 0;

  constructor(
    private readonly ask: Ask,
    private readonly listener: QuestionListener,
    private readonly signal: AbortSignal,
    private readonly batchMilliseconds: number,
    /** How many entries there are, as far as it is known. */
    private readonly size: () => number,
  ) {
    signal.addEventListener("abort", () => clearTimeout(this.timer), { once: true });
  }

  /** Lists everything, now. */
  everything(): void {
    this.allChanged = true;
    void this.work();
  }

  /** Lists everything, soon. */
  everythingSoon(): void {
    this.allChanged = true;
    this.soon();
  }

  /** Asks for this entry soon. */
  changed(id: string): void {
    this.changedIds.add(id);
    this.soon();
  }

  private soon(): void {
    if (this.signal.aborted || this.asking) return;
    const pause = Math.max(this.batchMilliseconds, Math.min(this.lastMilliseconds, longestBatch));
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.work();
    }, pause);
  }

  private waiting(): boolean {
    return this.allChanged || this.changedIds.size > 0;
  }

  private async work(): Promise<void> {
    if (this.asking || this.signal.aborted || !this.waiting()) return;
    this.asking = true;
    const many = this.changedIds.size > Math.max(together, largePart * this.size());
    const asked = this.allChanged || many ? undefined : [...this.changedIds];
    this.allChanged = false;
    this.changedIds.clear();
    const started = performance.now();
    try {
      const records = await this.answers(asked);
      this.signal.throwIfAborted();
      this.listener.answered(asked, records);
    } catch (error) {
      // What the signal has ended since the check above is nobody's failure.
      if (!(this.signal.aborted as boolean)) this.listener.failed(error);
      return;
    } finally {
      this.asking = false;
      this.lastMilliseconds = performance.now() - started;
    }
    if (this.waiting()) this.soon();
  }

  private async answers(asked: readonly string[] | undefined): Promise<readonly unknown[]> {
    if (asked === undefined || asked.length <= together) return this.ask(asked, this.signal);
    const records: unknown[] = [];
    for (let from = 0; from < asked.length; from += together) {
      records.push(...(await this.ask(asked.slice(from, from + together), this.signal)));
    }
    return records;
  }
}
