import type { Container, ContainerState } from "./container";
import type { Inventory } from "./inventory";

/** How often a container that is still listed in its earlier state is asked for again, and after how many milliseconds. */
const rounds = 10;
const firstPause = 25;

const alive: readonly ContainerState[] = ["running", "paused"];

/**
 * The states that a container may still be listed in for a moment after an event. The engine sends these events before its list
 * has the change: by experiment 40 ms after `die` (20.10.24); in moby's source `pause` and `unpause` are sent before the
 * container is written to the list.
 */
const earlierStates: ReadonlyMap<string, readonly ContainerState[]> = new Map([
  ["die", alive],
  ["died", alive],
  ["pause", ["running"]],
  ["unpause", ["paused"]],
]);

/** After these events the list is right at once, or the container is gone. */
const settling = new Set(["start", "restart", "destroy"]);

/** Containers whose change of state was told and was not seen in the list yet, with the states that they left. */
export type UnlistedStates = Map<string, readonly ContainerState[]>;

/**
 * Asks again for a container that is still listed in the state that it left, a little later each time, until the list
 * agrees or another change was told. Nothing is asked where the list is right at once.
 */
export class LaggingStates {
  /** Of each: how often it was asked for again, and what waits to ask next. */
  private readonly waiting = new Map<string, { round: number; timer?: NodeJS.Timeout }>();

  constructor(
    private readonly askAgain: (id: string) => void,
    signal: AbortSignal,
    /** It outlives the connection on which the events came. */
    private readonly left: UnlistedStates = new Map(),
  ) {
    for (const id of left.keys()) this.waiting.set(id, { round: 0 });
    signal.addEventListener("abort", () => this.waiting.forEach(({ timer }) => clearTimeout(timer)), { once: true });
  }

  /** Hears every event of a container. */
  containerEvent(action: string, id: string): void {
    const states = earlierStates.get(action);
    if (states !== undefined) {
      this.forget(id);
      this.waiting.set(id, { round: 0 });
      this.left.set(id, states);
    } else if (settling.has(action)) this.forget(id);
  }

  /** Hears of every answer to these questions; undefined: to all. */
  listed(inventory: Inventory, asked: readonly string[] | undefined): void {
    for (const id of asked ?? [...this.waiting.keys()]) {
      const change = this.waiting.get(id);
      if (change === undefined) continue;
      if (!this.isBehind(inventory.containers.get(id)) || change.round >= rounds) this.forget(id);
      // Each waits on its own: what is heard of one says nothing of the others.
      else if (change.timer === undefined) {
        change.timer = setTimeout(
          () => {
            delete change.timer;
            this.askAgain(id);
          },
          firstPause * 2 ** Math.min(change.round, 6),
        );
        change.round += 1;
      }
    }
  }

  private forget(id: string): void {
    clearTimeout(this.waiting.get(id)?.timer);
    this.waiting.delete(id);
    this.left.delete(id);
  }

  private isBehind(container: Container | undefined): boolean {
    return container !== undefined && this.left.get(container.id)?.includes(container.state) === true;
  }
}
