/** Drawing may take this part of the time. */
const share = 0.25;
const longestPause = 1_000;

/**
 * Draws when it is wanted, at once as long as drawing is cheap. Where a tree of very many lines changes all the time,
 * pauses that are a multiple of what the last drawing took leave time for everything else; the last wish is always met.
 */
export class Pace {
  #drawn = -Infinity;
  #took = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly draw: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Asks for a drawing. */
  want(): void {
    if (this.#timer !== undefined) return;
    const pause = this.#drawn + Math.min(longestPause, this.#took / share) - this.now();
    if (pause <= 0) this.#drawNow();
    else this.#timer = setTimeout(() => this.#drawNow(), pause);
  }

  /** Runs a part of the work that a drawing causes. */
  measured<T>(work: () => T): T {
    const from = this.now();
    try {
      return work();
    } finally {
      this.#took += this.now() - from;
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #drawNow(): void {
    this.#timer = undefined;
    this.#drawn = this.now();
    this.#took = 0;
    this.draw();
  }
}
