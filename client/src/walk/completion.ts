import { isUp, type Container } from "../docker/inventory/container";
import type { Inventory } from "../docker/inventory/inventory";
import { triedKey, type Tried } from "./progress";
import { nameOnEngine, type Condition, type Step, type Walk, type WalkNetwork } from "./walk";

/** What decides whether a step is complete. */
export interface Seen {
  /** The containers that this user's walk has on the engine now. */
  readonly containers: readonly Container[];
  /** What was done and found, by `triedKey`. */
  readonly tried: Tried;
}

/** The containers of this walk that this user started. */
export function containersOfWalk({ containers }: Inventory, walk: Walk, user: string): Container[] {
  return [...containers.values()].filter((each) => each.walk?.walk === walk.id && each.walk.user === user);
}

/** Whether what is seen completes a step. One without conditions is complete by being read, which VS Code sees. */
export function isCompletedBy(step: Step, seen: Seen): boolean {
  return step.completedBy.length > 0 && step.completedBy.every((condition) => holds(condition, step, seen));
}

function holds(condition: Condition, step: Step, { containers, tried }: Seen): boolean {
  switch (condition.kind) {
    case "container": {
      const found = containers.find(({ walk }) => walk?.container === condition.name);
      if (found === undefined || !isAs(found, condition.is)) return false;
      // An engine lists no port of a container that has ended.
      const isPublished = found.published.length > 0;
      return isOn(found, condition.network, containers) && isPublished === condition.published;
    }
    case "tried":
      return tried[triedKey(step.id, condition.action)] === condition.found;
    case "done":
      return tried[triedKey(step.id, condition.action)] === "done";
    case "nothingLeft":
      return containers.length === 0;
  }
}

function isAs(container: Container, wanted: "running" | "ended"): boolean {
  return wanted === "running" ? container.state === "running" : !isUp(container) && container.state !== "created";
}

/** Whether a container is on this network; `own` are the containers of its walk. */
export function isOn({ mode }: Container, network: WalkNetwork, own: readonly Container[]): boolean {
  if (network === "host" || network === "none") return mode.kind === network;
  if (network === "bridge") return mode.kind === "network" && mode.name === "bridge";
  if ("network" in network) return mode.kind === "network" && mode.name === nameOnEngine(network.network);
  const owner = own.find(({ walk }) => walk?.container === network.container);
  // Engines keep what they were given: the owner's name or its ID. An owner that was made anew has another ID.
  return owner !== undefined && mode.kind === "container" && [owner.id, owner.name].includes(mode.target);
}
