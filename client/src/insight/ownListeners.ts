import { isUp, type Container } from "../docker/inventory/container";
import type { ContainerDetail, Engine } from "../docker/api/engine";
import { namespaceOwner, type Inventory } from "../docker/inventory/inventory";
import { readContainerListeners, readListenersOf, type ListeningSocket } from "../netns/read/listeners";
import type { Machine } from "../netns/read/machine";
import { isProcessOf } from "../netns/read/processes";
import { ownersOf, type ProcessTable, type SocketOwner } from "../netns/read/socketOwners";

/** A socket that a container listens on, with the program that holds it where that may be seen. */
export interface Listener extends ListeningSocket {
  readonly program?: string;
}

/** True where what listens in a container's namespace is what listens on the host. */
export function isInHostNamespace(inventory: Inventory, container: Container): boolean {
  return namespaceOwner(inventory, container).mode.kind === "host";
}

/**
 * What a running container listens on. In the host's namespace the sockets of all others are there too: those of the
 * container are told by the cgroup of who holds them (docs/docker-behaviour.md#socket-owners), hence only where the
 * engine runs on this machine. Undefined where it cannot be read. Throws EngineError.
 */
export async function readOwnListeners(
  engine: Engine,
  machine: Machine,
  table: ProcessTable,
  inventory: Inventory,
  container: Container,
  detail: ContainerDetail,
  signal?: AbortSignal,
): Promise<Listener[] | undefined> {
  if (!isUp(container)) return undefined;
  const ofHost = isInHostNamespace(inventory, container);
  const isHere = await isProcessOf(machine, detail.pid, container.id);
  const sockets = isHere
    ? await readListenersOf(machine, detail.pid)
    : ofHost
      ? undefined
      : await readContainerListeners(engine, machine, container, detail, signal);
  if (sockets === undefined || !isHere) return sockets;
  const owners = await ownersOf(machine, table, new Set(sockets.map(({ inode }) => inode)), signal);
  const own = ofHost ? sockets.filter(({ inode }) => isOf(owners.get(inode), container)) : sockets;
  // Nothing at all may mean that nothing may be seen.
  if (ofHost && own.length === 0) return undefined;
  return own.map((socket) => {
    const program = owners.get(socket.inode)?.name ?? "";
    return program === "" ? socket : { ...socket, program };
  });
}

function isOf(owner: SocketOwner | undefined, container: Container): boolean {
  return owner?.cgroup.includes(container.id) === true;
}
