import { isUp, type Container } from "../docker/inventory/container";
import type { ContainerDetail, Engine } from "../docker/api/engine";
import { inspectUnlessGone } from "../docker/api/inspectUnlessGone";
import { namespaceOwner, type Inventory } from "../docker/inventory/inventory";
import { hasLoopbackOnly } from "../netns/read/loopbackOnly";
import type { Machine } from "../netns/read/machine";
import type { Problem } from "./problems";

/**
 * Whether a running container shares a namespace that died: a container that stops or is restarted takes its interfaces
 * with it, and who shared them is left with loopback (docs/docker-behaviour.md#dead-namespace, by experiment on engine
 * 20.10.24). Throws EngineError.
 */
export async function deadNamespace(
  engine: Engine,
  machine: Machine,
  inventory: Inventory,
  container: Container,
  detail: ContainerDetail,
  signal?: AbortSignal,
): Promise<Problem[]> {
  if (container.mode.kind !== "container") return [];
  const owner = namespaceOwner(inventory, container);
  // The list has every container there is: what it does not have was removed. What that one had is not known any more.
  if (owner.mode.kind === "container") {
    if ((await hasLoopbackOnly(engine, machine, container, detail, signal)) !== true) return [];
    return [{ kind: "dead-namespace", owner: owner.mode.target.slice(0, 12), how: "removed" }];
  }
  // The host's namespace and an empty one outlive every container.
  if (owner.mode.kind !== "network") return [];
  const of = await inspectUnlessGone(engine, owner.id, signal);
  if (of === undefined) return [{ kind: "dead-namespace", owner: owner.name, how: "removed" }];
  if (!of.running) return [{ kind: "dead-namespace", owner: owner.name, how: "stopped" }];
  const [started, ownerStarted] = [Date.parse(detail.startedAt), Date.parse(of.startedAt)];
  return ownerStarted > started ? [{ kind: "dead-namespace", owner: owner.name, how: "restarted" }] : [];
}

/** Whether it lives in the namespace of another container, which may have died with that one. */
export function mayHaveLostNetwork(inventory: Inventory, container: Container): boolean {
  if (!isUp(container) || container.mode.kind !== "container") return false;
  const { mode } = namespaceOwner(inventory, container);
  return mode.kind === "network" || mode.kind === "container";
}
