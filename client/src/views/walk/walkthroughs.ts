import { walks } from "../../walk/table";
import { Walkthrough, type WalkthroughSource } from "./walkthrough";

/** Every walk, as it is played in this window. */
export class Walkthroughs {
  readonly all: readonly Walkthrough[];

  constructor(private readonly source: WalkthroughSource) {
    this.all = walks.map((walk) => new Walkthrough(walk, source));
  }

  get user(): string {
    return this.source.user;
  }

  /** Whether one of them is: the engine is followed meanwhile. */
  get arePlayed(): boolean {
    return this.all.some(({ isPlayed }) => isPlayed);
  }

  dispose(): void {
    for (const each of this.all) each.dispose();
  }
}
