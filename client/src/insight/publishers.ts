import { isUp } from "../docker/inventory/container";
import type { Inventory } from "../docker/inventory/inventory";
import type { ListeningSocket } from "../netns/model";
import { isPortProxy } from "../docker/portProxies";

/** The name of the container whose published port a socket of the host stands for; undefined for any other socket. */
export function publisherOf(inventory: Inventory): (socket: ListeningSocket) => string | undefined {
  const names = new Map<string, string>();
  for (const container of inventory.containers.values()) {
    if (!isUp(container)) continue;
    for (const { hostIp, hostPort, protocol } of container.published) {
      names.set(`${protocol} ${hostIp} ${hostPort}`, container.name);
    }
  }
  return ({ owner, protocol, address, port }) =>
    owner !== undefined && isPortProxy(owner.program) ? names.get(`${protocol} ${address} ${port}`) : undefined;
}
