/** Milliseconds of work after which others have their turn. */
export const longestTurn = 5;

/**
 * Who works on something large does so in turns. However many of them there are, one has its turn at a time, and what has
 * arrived meanwhile goes first: newer edits, cancellations, questions about small files. Work in the background has a turn
 * when nobody else waits for one.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private readonly inBackground: (() => void)[] = [];
  private isGiving = false;

  /** Resolves when it is the caller's turn again. */
  next(isInBackground = false): Promise<void> {
    return new Promise((resume) => {
      (isInBackground ? this.inBackground : this.waiting).push(resume);
      this.giveLater();
    });
  }

  private giveLater(): void {
    if (this.isGiving) return;
    this.isGiving = true;
    // A later immediate is another round of the event loop.
    setImmediate(() => {
      this.isGiving = false;
      const resume = this.waiting.shift() ?? this.inBackground.shift();
      if (this.waiting.length + this.inBackground.length > 0) this.giveLater();
      resume?.();
    });
  }
}

/** Says that nobody waits for an answer any more, so that the work on it ends. */
export class NoLongerAsked extends Error {
  constructor() {
    super("no longer asked");
  }
}

/** Whether somebody still waits for an answer. */
export interface StillAsked {
  (): boolean;
  /** Nobody waits for it at this moment: it lets go first whoever is waited for. */
  readonly inBackground?: true;
}

/** The same as long as something else is so as well. */
export function asLongAs(stillAsked: StillAsked, isSo: () => boolean): StillAsked {
  const both = (): boolean => stillAsked() && isSo();
  return stillAsked.inBackground === true ? Object.assign(both, { inBackground: true as const }) : both;
}
