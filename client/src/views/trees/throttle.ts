/** Our own part of a drawing may take this part of the time: VS Code's parts, here and in the window, take more. */
const share = 0.05;
/** As many milliseconds each line costs at least: some millisecond of pause, as VS Code draws it. */
const lineMilliseconds = 0.05;
/** What happens on an engine is drawn no later than this, however many lines there are. */
const longestPause = 10_000;
/** What the user wants to see otherwise is drawn no later than this. */
const longestPauseOfUser = 2_000;

/**
 * Draws when it is asked to, at once as long as drawing is cheap. Where a tree of very many lines changes all the time,
 * pauses that are a multiple of what the last drawing took leave time for everything else; the last request is always met.
 */
export class Throttle {
  /** When the last drawing was asked for, or its lines were fetched. */
  private last = -Infinity;
  private took = 0;
  /** False until VS Code has fetched the lines of the last drawing. Those that it fetches then are the latest. */
  private isFetched = true;
  private timer: NodeJS.Timeout | undefined;
  /** When the timer ends. */
  private due = Infinity;

  constructor(
    private readonly draw: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Asks for a drawing since something has changed. */
  schedule(): void {
    this.within(longestPause);
  }

  /** Asks for a drawing since the user wants to see other lines. */
  scheduleForUser(): void {
    this.within(longestPauseOfUser);
  }

  /** Runs a part of the work that a drawing causes, which makes these lines: those at the root come first. */
  measured<T>(isRoot: boolean, work: () => readonly T[]): readonly T[] {
    const from = this.now();
    const lines = work();
    if (isRoot) {
      this.isFetched = true;
      this.took = 0;
    }
    this.last = this.now();
    this.took += this.last - from + lines.length * lineMilliseconds;
    return lines;
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private within(longest: number): void {
    const now = this.now();
    // A busy window has not begun with the last drawing, and a hidden view will not, before it is seen.
    const pause = this.isFetched ? Math.min(longest, this.took / share) : longest;
    const due = this.last + pause;
    if (due >= this.due) return;
    clearTimeout(this.timer);
    if (due <= now) {
      this.drawNow();
      return;
    }
    this.due = due;
    this.timer = setTimeout(() => this.drawNow(), due - now);
  }

  private drawNow(): void {
    clearTimeout(this.timer);
    this.due = Infinity;
    this.last = this.now();
    this.isFetched = false;
    this.draw();
  }
}
