import type { EngineEvent } from "../api/events";
import type { Container, ContainerState } from "./container";
import type { Inventory } from "./inventory";

/** How often a container that is still listed as it was is asked for again, and after how many milliseconds. */
const rounds = 10;
const firstPause = 25;

const alive: readonly ContainerState[] = ["running", "paused"];

/** The states that a container may still be listed in for a moment after an event. */
const statesBefore: ReadonlyMap<string, readonly ContainerState[]> = new Map([
  ["die", alive],
  ["died", alive],
  ["pause", ["running"]],
  ["unpause", ["paused"]],
]);

/** After these events the list is right at once, or the container is gone. */
const settling = new Set(["start", "restart", "destroy"]);

/** Tells whether a container is listed as it was before a change. */
type IsBehind = (container: Container) => boolean;

/**
 * What events told of containers, by the container, and what the list did not show yet: by `state`, or by the network that
 * it was connected to or disconnected from.
 */
export type UnlistedChanges = Map<string, Map<string, IsBehind>>;

/**
 * The engine sends some events before its list has the change: `die` (by experiment, 40 ms on 20.10.24); `pause`,
 * `unpause`, and a network's `connect` and `disconnect` (moby `daemon/pause.go`, `daemon/container_operations.go`: the
 * container is written to the list after the event). So a container that is still listed as it was is asked for again, a
 * little later each time, until the list agrees or another change was told. Nothing is asked where the list is right at
 * once.
 */
export class LaggingContainers {
  /** Of each: how often it was asked for again, and what waits to ask next. */
  private readonly waiting = new Map<string, { round: number; timer?: NodeJS.Timeout }>();

  constructor(
    private readonly askAgain: (id: string) => void,
    signal: AbortSignal,
    /** It outlives the connection on which the events came. */
    private readonly changes: UnlistedChanges = new Map(),
  ) {
    for (const id of changes.keys()) this.waiting.set(id, { round: 0 });
    signal.addEventListener("abort", () => this.waiting.forEach(({ timer }) => clearTimeout(timer)), { once: true });
  }

  /** Hears every event of a container. */
  containerEvent({ action, attachedTo }: Pick<EngineEvent, "action" | "attachedTo">, id: string): void {
    const before = statesBefore.get(action);
    if (before !== undefined) {
      this.forget(id);
      this.expect(id, "state", ({ state }) => before.includes(state));
    } else if (settling.has(action)) this.forget(id);
    else if (attachedTo !== undefined) this.expect(id, attachedTo, placeBefore(action === "connect", attachedTo));
  }

  /** Hears of every answer to these questions; undefined: to all. */
  listed(inventory: Inventory, asked: readonly string[] | undefined): void {
    for (const id of asked ?? [...this.waiting.keys()]) {
      const wait = this.waiting.get(id);
      if (wait === undefined) continue;
      if (!this.isBehind(inventory.containers.get(id)) || wait.round >= rounds) this.forget(id);
      // Each waits on its own: what is heard of one says nothing of the others.
      else if (wait.timer === undefined) {
        wait.timer = setTimeout(
          () => {
            delete wait.timer;
            this.askAgain(id);
          },
          firstPause * 2 ** Math.min(wait.round, 6),
        );
        wait.round += 1;
      }
    }
  }

  /** A later change of the same subject takes the place of an earlier one; what waits already goes on waiting. */
  private expect(id: string, subject: string, isBehind: IsBehind): void {
    const changes = this.changes.get(id) ?? new Map<string, IsBehind>();
    this.changes.set(id, changes.set(subject, isBehind));
    const wait = this.waiting.get(id);
    if (wait === undefined) this.waiting.set(id, { round: 0 });
    else wait.round = 0;
  }

  private forget(id: string): void {
    clearTimeout(this.waiting.get(id)?.timer);
    this.waiting.delete(id);
    this.changes.delete(id);
  }

  private isBehind(container: Container | undefined): boolean {
    if (container === undefined) return false;
    return [...(this.changes.get(container.id)?.values() ?? [])].some((isBehind) => isBehind(container));
  }
}

/** One that ends is disconnected too, and stays listed with its networks: only a live one can be behind. */
function placeBefore(connected: boolean, network: string): IsBehind {
  return ({ state, attachments }) =>
    alive.includes(state) && attachments.some(({ networkId }) => networkId === network) !== connected;
}
