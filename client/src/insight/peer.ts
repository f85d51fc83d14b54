import type { Container } from "../docker/inventory/container";
import type { Interface, Namespace } from "../netns/model";

/**
 * The other end of a veth pair in the host's namespace: each end names the other's index. Undefined where one of the
 * two readings does not tell indexes and links.
 */
export function peerOnHost(entry: Interface, host: Namespace): Interface | undefined {
  const peerIndex = /^if(\d+)$/u.exec(entry.link ?? "")?.[1];
  if (peerIndex === undefined || entry.index === undefined) return undefined;
  return host.interfaces.find(({ index, link }) => index === Number(peerIndex) && link === `if${entry.index}`);
}

/**
 * The host's interface that a container's macvlan or ipvlan interface stands on: it is named like the other end of a
 * veth pair, and does not name the interface in return.
 */
function parentOnHost(entry: Interface, host: Namespace): Interface | undefined {
  const parentIndex = /^if(\d+)$/u.exec(entry.link ?? "")?.[1];
  if (parentIndex === undefined || !host.knownFields.has("link") || !host.knownFields.has("index")) return undefined;
  const parent = host.interfaces.find(({ index }) => index === Number(parentIndex));
  if (parent?.link === `if${entry.index ?? ""}`) return undefined;
  // Both ends of a veth pair that is being made are the host's for a moment: that is no parent.
  const isEnd = host.interfaces.some(({ name, link }) => name === parent?.link && link === parent.name);
  return isEnd ? undefined : parent;
}

/**
 * The host's interface that a container's interface hangs on, usually a bridge: the master of the other end, or else
 * the one that holds the gateway of the network that gave the interface its address, or else the one that it stands on.
 */
export function behind(entry: Interface, container: Container | undefined, host: Namespace): string | undefined {
  const master = peerOnHost(entry, host)?.master;
  if (master !== undefined) return master;
  const gateway = attachmentOf(entry, container)?.gateway;
  const bridge =
    gateway === undefined
      ? undefined
      : host.interfaces.find(({ addresses }) => addresses.some(({ address }) => address === gateway));
  return (bridge ?? parentOnHost(entry, host))?.name;
}

/** The container's place in a network that gave this interface its address. */
export function attachmentOf(
  entry: Interface,
  container: Container | undefined,
): Container["attachments"][number] | undefined {
  const held = new Set(entry.addresses.map(({ address }) => address));
  return container?.attachments.find(
    ({ address, address6 }) =>
      (address !== undefined && held.has(address)) || (address6 !== undefined && held.has(address6)),
  );
}

/** The interfaces of other namespaces that are the other end of this host interface: at most one, by index and link. */
export function peerInContainers(
  entry: Interface,
  containers: readonly { readonly name: string; readonly namespace: Namespace }[],
): { readonly container: string; readonly entry: Interface } | undefined {
  const peerIndex = /^if(\d+)$/u.exec(entry.link ?? "")?.[1];
  if (peerIndex === undefined || entry.index === undefined) return undefined;
  for (const { name, namespace } of containers) {
    const found = namespace.interfaces.find(
      ({ index, link }) => index === Number(peerIndex) && link === `if${entry.index}`,
    );
    if (found !== undefined) return { container: name, entry: found };
  }
  return undefined;
}
