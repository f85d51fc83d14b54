import { addressesMeet, readHostAddress, type HostAddress } from "../../../shared/hostAddress";
import { isUp, type Container } from "../docker/inventory/container";
import { byName, sharesHostNamespace, type Inventory } from "../docker/inventory/inventory";
import type { SwarmService } from "../docker/inventory/swarm";
import type { ListeningSocket, SocketOwner } from "../netns/model";
import { isPortProxy } from "../docker/portProxies";

/** The program that listens, as far as it may be seen from here. */
export interface PortProgram {
  readonly program: string;
  readonly pid?: number;
  readonly commandLine?: string;
}

/** Who has a port of the engine's host. */
export type PortOwner =
  | { readonly kind: "publish"; readonly container: Container; readonly containerPort: number }
  | ({ readonly kind: "host-mode"; readonly container: Container } & PortProgram)
  | { readonly kind: "service"; readonly service: SwarmService; readonly target: number }
  | ({ readonly kind: "process" } & PortProgram)
  /** Something listens, and who it is may not be seen from here. */
  | { readonly kind: "unknown" };

/** One port of the engine's host that is taken. */
export interface HostPort {
  readonly protocol: string;
  readonly port: number;
  /** On which addresses, sorted; `0.0.0.0` and `::` are all of a family. */
  readonly addresses: readonly string[];
  readonly owner: PortOwner;
  /** Containers that wanted the port and could not have it. */
  readonly neededBy: readonly Container[];
}

/** A container that failed because a port of the host was taken. */
export interface PortLoser {
  readonly container: Container;
  readonly port: number;
}

/** Every port taken on the engine's host, by port and protocol. Where nothing of the host can be read: publishes alone. */
export function hostPorts(
  inventory: Inventory,
  sockets: readonly ListeningSocket[] | undefined,
  losers: readonly PortLoser[],
): HostPort[] {
  const found = new Map<string, { protocol: string; port: number; addresses: Set<string>; owner: PortOwner }>();
  const add = (protocol: string, port: number, address: string, owner: PortOwner, ofOwner = ownerKey(owner)): void => {
    const key = `${protocol}/${port}/${ofOwner}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { protocol, port, addresses: new Set([address]), owner });
    else known.addresses.add(address);
  };
  const published = new Set<string>();
  const known = ({ mode }: Container): boolean => mode.kind !== "unknown";
  const up = [...inventory.containers.values()].filter(isUp);
  for (const container of [...up.filter(known), ...up.filter((other) => !known(other))]) {
    for (const { protocol, hostPort, hostIp, containerPort } of container.published) {
      // Podman lists the ports of the container whose network another shares with that one too.
      if (!known(container) && published.has(`${protocol}/${hostPort}`)) continue;
      published.add(`${protocol}/${hostPort}`);
      add(protocol, hostPort, hostIp || "0.0.0.0", { kind: "publish", container, containerPort });
    }
  }
  for (const service of inventory.services) {
    for (const { protocol, published: port, target, mode } of service.ports) {
      if (mode !== "ingress") continue;
      published.add(`${protocol}/${port}`);
      add(protocol, port, "0.0.0.0", { kind: "service", service, target });
    }
  }
  // The thousands of sockets of one process have one holder.
  const owners = new Map<SocketOwner | undefined, { readonly owner: PortOwner; readonly key: string }>();
  const ownerBy = (holder: SocketOwner | undefined): { readonly owner: PortOwner; readonly key: string } => {
    const known = owners.get(holder);
    if (known !== undefined) return known;
    const owner = ownerOf(inventory, holder);
    const made = { owner, key: ownerKey(owner) };
    owners.set(holder, made);
    return made;
  };
  for (const { protocol, address, port, owner: holder } of sockets ?? []) {
    const { owner, key } = ownerBy(holder);
    // The engine's proxy, or the engine itself for a swarm's ingress, listens in the name of the publish.
    const proxy = owner.kind !== "host-mode" && isProxy(owner) && published.has(`${protocol}/${port}`);
    if (!proxy) add(protocol, port, address, owner, key);
  }
  // Neither the engine nor a log tells the protocol for certain; it is TCP where that is taken.
  const tcp = new Set([...found.values()].filter(({ protocol }) => protocol === "tcp").map(({ port }) => port));
  const couldNeed = (loser: PortLoser, protocol: string): boolean => protocol === "tcp" || !tcp.has(loser.port);
  const losersOf = new Map<number, PortLoser[]>();
  for (const loser of losers) losersOf.set(loser.port, [...(losersOf.get(loser.port) ?? []), loser]);
  return [...found.values()]
    .map(({ protocol, port, addresses, owner }) => ({
      protocol,
      port,
      owner,
      addresses: [...addresses].sort(),
      neededBy: (losersOf.get(port) ?? [])
        .filter((loser) => couldNeed(loser, protocol) && !isOf(owner, loser.container))
        .map((l) => l.container)
        .sort(byName),
    }))
    .sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : 0));
}

/** Those that another container needs too, or that another has too on an overlapping address. */
export function contestedPorts(ports: readonly HostPort[]): ReadonlySet<HostPort> {
  const same = new Map<string, HostPort[]>();
  for (const port of ports) {
    const key = `${port.port}/${port.protocol}`;
    const others = same.get(key);
    if (others === undefined) same.set(key, [port]);
    else others.push(port);
  }
  const contested = ports.filter(({ neededBy }) => neededBy.length > 0);
  for (const group of same.values()) {
    contested.push(
      ...group.filter((one) => group.some((other) => other !== one && overlap(one.addresses, other.addresses))),
    );
  }
  return new Set(contested);
}

/** Whether two readings of the same host are equal. */
export function samePorts(a: readonly HostPort[], b: readonly HostPort[]): boolean {
  const textOf = ({ addresses, neededBy, ...port }: HostPort): string =>
    [hostPortKey({ addresses, neededBy, ...port }), ...addresses, ...neededBy.map(({ name }) => name)].join(" ");
  return (
    a.length === b.length &&
    a.every((port, at) => {
      const other = b[at];
      if (other === undefined || textOf(port) !== textOf(other)) return false;
      // The container of a line is what its commands work on; the process is what it says below it.
      return containerOf(port.owner) === containerOf(other.owner) && pidOf(port.owner) === pidOf(other.owner);
    })
  );
}

/** The same for every change of its addresses: what a row of the tree is known by. */
export function hostPortKey({ protocol, port, owner }: HostPort): string {
  return `${port}/${protocol}/${ownerKey(owner)}`;
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.some((other) => one === other || meet(readHostAddress(one), readHostAddress(other))));
}

/** A text that is no address, as of a newer engine's, meets its like alone. */
function meet(one: HostAddress | undefined, other: HostAddress | undefined): boolean {
  return one !== undefined && other !== undefined && addressesMeet(one, other);
}

function ownerOf(inventory: Inventory, owner: SocketOwner | undefined): PortOwner {
  if (owner === undefined) return { kind: "unknown" };
  const container = owner.containers.map((id) => inventory.containers.get(id)).find((found) => found !== undefined);
  const { program, pid, commandLine = "" } = owner;
  const seen: PortProgram = {
    program,
    ...(pid === undefined ? {} : { pid }),
    ...(commandLine === "" ? {} : { commandLine }),
  };
  if (container !== undefined && sharesHostNamespace(inventory, container)) {
    return { kind: "host-mode", container, ...seen };
  }
  return program === "" ? { kind: "unknown" } : { kind: "process", ...seen };
}

function isProxy(owner: PortOwner): boolean {
  // An owner that may not be seen is taken for the proxy.
  return owner.kind === "unknown" || (owner.kind === "process" && isPortProxy(owner.program));
}

function isOf(owner: PortOwner, container: Container): boolean {
  return containerOf(owner)?.id === container.id;
}

function containerOf(owner: PortOwner): Container | undefined {
  return owner.kind === "publish" || owner.kind === "host-mode" ? owner.container : undefined;
}

function pidOf(owner: PortOwner): number | undefined {
  return "pid" in owner ? owner.pid : undefined;
}

function ownerKey(owner: PortOwner): string {
  switch (owner.kind) {
    case "publish":
      return `publish:${owner.container.id}:${owner.containerPort}`;
    case "host-mode":
      return `container:${owner.container.id}`;
    case "service":
      return `service:${owner.service.id}`;
    case "process":
      return `process:${owner.program}`;
    case "unknown":
      return "unknown";
  }
}
