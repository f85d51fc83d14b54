import type { EngineSet } from "./engineSet";

/** Whoever looks away and back within so many milliseconds finds everything as it was. */
const patience = 60_000;

/** Lets the engines rest, with no stream and no attempt to connect, a while after nobody needs them any more. */
export class EngineUse {
  private readonly registration: { dispose(): void };
  private timer: NodeJS.Timeout | undefined;
  private works = 0;

  /** `isShown` tells whether anything is shown of them now, such as a view or a Compose file. */
  constructor(
    private readonly engines: Pick<EngineSet, "sessions" | "rest" | "onDidChange">,
    private readonly isShown: () => boolean,
  ) {
    // A command connects where nothing is shown, too.
    this.registration = engines.onDidChange(() => this.look());
  }

  /** Keeps the engines connected until the work has ended. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.works += 1;
    try {
      return await work();
    } finally {
      this.works -= 1;
      this.look();
    }
  }

  /** Something that is shown of them has come or gone. */
  look(): void {
    if (this.isNeeded() || this.engines.sessions.every(({ live }) => live.status.kind === "idle")) this.wait();
    else this.timer ??= setTimeout(() => this.rest(), patience);
  }

  dispose(): void {
    this.wait();
    this.registration.dispose();
  }

  private isNeeded(): boolean {
    return this.works > 0 || this.isShown();
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private rest(): void {
    this.timer = undefined;
    // What is shown may have come without a word.
    if (!this.isNeeded()) this.engines.rest();
  }
}
