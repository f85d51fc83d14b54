import { isUp, type Container } from "../docker/inventory/container";
import type { ContainerDetail, Engine } from "../docker/api/engine";
import { sharesHostNamespace, type Inventory } from "../docker/inventory/inventory";
import type { ListeningSocket } from "../netns/model";
import { readContainerListeners, readListenersOf } from "../netns/read/listeners";
import type { Machine } from "../netns/read/machine";
import { isProcessOf } from "../netns/read/processes";
import { withOwners, type ProcessTable } from "../netns/read/socketOwners";

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
): Promise<ListeningSocket[] | undefined> {
  if (!isUp(container)) return undefined;
  const ofHost = sharesHostNamespace(inventory, container);
  if (!(await isProcessOf(machine, detail.pid, container.id))) {
    return ofHost ? undefined : readContainerListeners(engine, machine, container, detail, signal);
  }
  const sockets = await readListenersOf(machine, detail.pid);
  if (sockets === undefined) return undefined;
  const owned = await withOwners(machine, table, sockets, signal);
  if (!ofHost) return owned;
  const own = owned.filter(({ owner }) => owner?.containers.includes(container.id) === true);
  // Nothing at all may mean that nothing may be seen.
  return own.length === 0 ? undefined : own;
}
