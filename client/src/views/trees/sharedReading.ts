import { EngineError } from "../../docker/fault";

/** One reading that is under way or about to begin, and how many wait for it. */
interface Turn {
  waiting: number;
  readonly ending: AbortController;
  readonly outcome: Promise<void>;
}

/**
 * A reading that several want: one at a time, and who asks during one gets the next, together with whoever else asks
 * until that begins. What one of them gives up goes on for the others; a reading that nobody waits for any more ends.
 */
export class SharedReading {
  private current: Promise<unknown> = Promise.resolve();
  private next: Turn | undefined;

  constructor(private readonly read: (signal: AbortSignal) => Promise<void>) {}

  /** Resolves when a reading that began after this call is over. Throws what it throws, or a cancelled EngineError. */
  async join(signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw cancelled();
    const turn = (this.next ??= this.begin());
    turn.waiting += 1;
    let leave = (): void => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        reject(cancelled());
        // Before anything else happens: who asks from here on is not to join what is given up.
        turn.waiting -= 1;
        if (turn.waiting > 0) return;
        if (this.next === turn) this.next = undefined;
        turn.ending.abort();
      };
    });
    signal.addEventListener("abort", leave, { once: true });
    try {
      await Promise.race([turn.outcome, left]);
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  private begin(): Turn {
    const ending = new AbortController();
    const outcome = this.current.then(async () => {
      if (this.next === turn) this.next = undefined;
      ending.signal.throwIfAborted();
      await this.read(ending.signal);
    });
    const turn: Turn = { waiting: 0, ending, outcome };
    // How it ended is for those who wait for it.
    this.current = outcome.catch(() => undefined);
    return turn;
  }
}

function cancelled(): EngineError {
  return new EngineError({ kind: "cancelled", detail: "cancelled" });
}
