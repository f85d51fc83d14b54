import { hostname, release } from "node:os";
import { isUp, type Container } from "../../docker/inventory/container";
import type { Engine } from "../../docker/api/engine";
import type { EngineFacts } from "../../docker/api/engineFacts";
import { EngineError } from "../../docker/fault";
import type { Machine } from "./machine";
import { readContainerListeners, readListenersOf, type ListeningSocket } from "./listeners";
import { isProcessOf, shimOf } from "./processes";
import { ownersOf, type ProcessTable, type SocketOwner } from "./socketOwners";

/** What listens on the engine's host, with who holds each socket, by inode, as far as that may be seen. */
export interface HostListeners {
  readonly sockets: readonly ListeningSocket[];
  readonly owners: ReadonlyMap<string, SocketOwner>;
}

/** Where none of so many containers is a process of this machine, the engine runs elsewhere. */
const enoughCandidates = 5;

/**
 * Reads what listens on the engine's host. This machine is taken for it only where that is proven: by a process of one
 * of its containers, or else by the host name and the kernel that the engine tells. Elsewhere a running host-mode
 * container is asked. Undefined where there is no way. Throws EngineError.
 */
export async function readHostListeners(
  engine: Engine,
  facts: EngineFacts,
  machine: Machine,
  table: ProcessTable,
  containers: readonly Container[],
  signal?: AbortSignal,
): Promise<HostListeners | undefined> {
  const up = containers.filter(isUp);
  const hostMode = up.filter(({ mode }) => mode.kind === "host");
  const candidates = [...hostMode, ...up.filter(({ mode }) => mode.kind !== "host")].slice(0, enoughCandidates);
  for (const container of candidates) {
    const pid = await hostProcess(engine, machine, container, signal);
    const sockets = pid === undefined ? undefined : await readListenersOf(machine, pid);
    if (sockets !== undefined) return withOwners(machine, table, sockets, signal);
  }
  if (isThisMachine(engine, facts)) {
    const sockets = await readListenersOf(machine, "self");
    if (sockets !== undefined) return withOwners(machine, table, sockets, signal);
  }
  for (const container of hostMode) {
    const detail = await inspect(engine, container, signal);
    const sockets = detail && (await readContainerListeners(engine, machine, container, detail, signal));
    if (sockets !== undefined) return { sockets, owners: new Map() };
  }
  return undefined;
}

/**
 * A container in which this editor runs has another host name, unless it shares the host's namespaces, and then what it
 * sees is the host's. A virtual machine's engine has another kernel.
 */
function isThisMachine({ endpoint }: Engine, facts: EngineFacts): boolean {
  return (
    endpoint.kind === "socket" &&
    !facts.desktop &&
    !facts.rootless &&
    facts.hostName !== "" &&
    facts.hostName === hostname() &&
    facts.kernel === release()
  );
}

/** A process of this machine that is in the host's namespace: a host-mode container's own, or a container's shim. */
async function hostProcess(
  engine: Engine,
  machine: Machine,
  container: Container,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const detail = await inspect(engine, container, signal);
  if (detail === undefined || !(await isProcessOf(machine, detail.pid, container.id))) return undefined;
  return container.mode.kind === "host" ? detail.pid : shimOf(machine, detail.pid);
}

async function inspect(engine: Engine, container: Container, signal: AbortSignal | undefined) {
  try {
    const detail = await engine.inspectContainer(container.id, signal);
    return detail.running ? detail : undefined;
  } catch (error) {
    // It may have ended since it was listed.
    if (error instanceof EngineError && error.fault.kind === "container-gone") return undefined;
    throw error;
  }
}

async function withOwners(
  machine: Machine,
  table: ProcessTable,
  sockets: readonly ListeningSocket[],
  signal: AbortSignal | undefined,
): Promise<HostListeners> {
  return { sockets, owners: await ownersOf(machine, table, new Set(sockets.map(({ inode }) => inode)), signal) };
}
