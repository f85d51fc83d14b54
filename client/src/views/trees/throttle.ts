/** Our own part of a drawing may take this part of the time: VS Code's parts, here and in the window, take more. */
const share = 0.05;
/** As many milliseconds each line costs at least: some millisecond of pause, as VS Code draws it. */
const lineMilliseconds = 0.05;
const longestPause = 2_000;

/**
 * Draws when it is asked to, at once as long as drawing is cheap. Where a tree of very many lines changes all the time,
 * pauses that are a multiple of what the last drawing took leave time for everything else; the last request is always met.
 */
export class Throttle {
  private drawn = -Infinity;
  private took = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly draw: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Asks for a drawing. */
  schedule(): void {
    if (this.timer !== undefined) return;
    const pause = this.drawn + Math.min(longestPause, this.took / share) - this.now();
    if (pause <= 0) this.drawNow();
    else this.timer = setTimeout(() => this.drawNow(), pause);
  }

  /** Runs a part of the work that a drawing causes, which makes these lines. */
  measured<T>(work: () => readonly T[]): readonly T[] {
    const from = this.now();
    const lines = work();
    this.took += this.now() - from + lines.length * lineMilliseconds;
    return lines;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private drawNow(): void {
    this.timer = undefined;
    this.drawn = this.now();
    this.took = 0;
    this.draw();
  }
}
