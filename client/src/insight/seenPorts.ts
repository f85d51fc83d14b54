import type { SeenPort } from "../../../shared/protocol";
import { isUp, type Container } from "../docker/inventory/container";
import { namespaceOwner, sharersOf, type Inventory } from "../docker/inventory/inventory";
import type { ListeningSocket } from "../netns/model";
import { isLoopback } from "./problems";

/** From here on the kernel gives ports to programs that ask for any one (net.ipv4.ip_local_port_range). */
const firstEphemeral = 32_768;

/**
 * The ports on which sockets listen for others, in order. UDP knows no listening: a high port there is most likely one that a
 * client was given for its questions.
 */
export function portsForOthers(listening: readonly ListeningSocket[]): SeenPort[] {
  const found = new Map<string, SeenPort>();
  for (const { protocol, port, address } of listening) {
    if (isLoopback(address) || (protocol === "udp" && port >= firstEphemeral)) continue;
    found.set(`${port}/${protocol}`, { port, protocol });
  }
  return [...found.values()].sort((one, other) => one.port - other.port || one.protocol.localeCompare(other.protocol));
}

/** The containers that run in the network namespaces of these, each with them, once. */
export function withSharers(inventory: Inventory, containers: readonly Container[]): Container[] {
  const all = containers.flatMap((container) => {
    const owner = namespaceOwner(inventory, container);
    return [container, owner, ...sharersOf(inventory, owner)];
  });
  return [...new Set(all)].filter(isUp);
}
