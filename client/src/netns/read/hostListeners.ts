import { isUp, type Container } from "../../docker/inventory/container";
import type { Engine } from "../../docker/api/engine";
import type { EngineFacts } from "../../docker/api/engineFacts";
import { inspectUnlessGone } from "../../docker/api/inspectUnlessGone";
import type { ListeningSocket } from "../model";
import { hostProcesses } from "./hostProcess";
import type { Machine } from "./machine";
import { readContainerListeners, readListenersOf } from "./listeners";
import { withOwners, type ProcessTable } from "./socketOwners";

/**
 * Reads what listens on the engine's host, with who holds each socket as far as that may be seen. This machine is taken
 * for the host only where that is proven (hostProcess.ts, as for the host's namespace). Elsewhere a program is run in a
 * host-mode container that runs, unless nobody asked for it. Undefined where there is no way. Throws EngineError.
 */
export async function readHostListeners(
  engine: Engine,
  facts: EngineFacts,
  machine: Machine,
  table: ProcessTable,
  containers: readonly Container[],
  signal?: AbortSignal,
  asksContainers = true,
): Promise<ListeningSocket[] | undefined> {
  for await (const { pid } of hostProcesses(engine, machine, containers, facts, signal)) {
    const sockets = await readListenersOf(machine, pid);
    if (sockets !== undefined) return withOwners(machine, table, sockets, signal);
  }
  for (const container of asksContainers ? containers : []) {
    if (!isUp(container) || container.mode.kind !== "host") continue;
    const detail = await inspectUnlessGone(engine, container.id, signal);
    if (detail?.running !== true) continue;
    const sockets = await readContainerListeners(engine, machine, container, detail, signal);
    if (sockets !== undefined) return sockets;
  }
  return undefined;
}
