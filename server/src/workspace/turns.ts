/** Milliseconds of work after which others have their turn. */
export const longestTurn = 5;

/**
 * Who works on something large does so in turns. However many of them there are, one has its turn at a time, and what has
 * arrived meanwhile goes first: newer edits, cancellations, questions about small files.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];

  /** Resolves when it is the caller's turn again. */
  next(): Promise<void> {
    return new Promise((resume) => {
      this.waiting.push(resume);
      if (this.waiting.length === 1) setImmediate(() => this.give());
    });
  }

  private give(): void {
    this.waiting[0]?.();
    this.waiting.shift();
    // A later immediate is another round of the event loop.
    if (this.waiting.length > 0) setImmediate(() => this.give());
  }
}

/** Says that nobody waits for an answer any more, so that the work on it ends. */
export class NoLongerAsked extends Error {
  constructor() {
    super("no longer asked");
  }
}

/** Whether somebody still waits for an answer. */
export type StillAsked = () => boolean;
