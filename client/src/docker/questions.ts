/** Asks the engine for containers: all of them (undefined) or these. */
type Ask = (ids: readonly string[] | undefined, signal: AbortSignal) => Promise<readonly unknown[]>;

/** What hears the answers. */
export interface QuestionListener {
  answered(asked: readonly string[] | undefined, records: readonly unknown[]): void;
  failed(error: unknown): void;
}

/** Above this many changed containers one full list is cheaper than a filtered one. */
const manyChanges = 50;

/**
 * Turns "this container changed" into as few questions as possible: changes are gathered for a moment, one question is
 * open at a time, and what changes meanwhile is asked next. A failure ends it; the owner starts another.
 */
export class ContainerQuestions {
  readonly #changed = new Set<string>();
  #everything = false;
  #asking = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ask: Ask,
    private readonly listener: QuestionListener,
    private readonly signal: AbortSignal,
    private readonly gatherMilliseconds: number,
  ) {
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  /** Lists everything, now. */
  everything(): void {
    this.#everything = true;
    void this.#work();
  }

  /** Asks for this container soon. */
  changed(id: string): void {
    if (this.signal.aborted) return;
    this.#changed.add(id);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#work();
    }, this.gatherMilliseconds);
  }

  async #work(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (!this.signal.aborted && (this.#everything || this.#changed.size > 0)) {
        const asked = this.#everything || this.#changed.size > manyChanges ? undefined : [...this.#changed];
        this.#everything = false;
        this.#changed.clear();
        const records = await this.ask(asked, this.signal);
        this.signal.throwIfAborted();
        this.listener.answered(asked, records);
      }
    } catch (error) {
      if (!this.signal.aborted) this.listener.failed(error);
    } finally {
      this.#asking = false;
    }
  }
}
