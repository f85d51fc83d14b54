import { isUp, type Container } from "../../docker/inventory/container";
import { sharersOf } from "../../docker/inventory/inventory";
import { isPortProxy } from "../../docker/portProxies";
import type { ListeningSocket } from "../../netns/model";
import { insteadOf, listenerAt } from "./listeners";
import type { Hop, PathSnapshot, Target } from "./model";
import { familyOf, sameAddress } from "./routes";
import type { Spot } from "./spot";

/** The hop at the socket of an address: who listens there, or what does instead. */
export function listenersOf(
  snapshot: PathSnapshot,
  { namespace, owner, name }: Omit<Spot, "orphaned">,
  address: string,
  port: Pick<Target, "port" | "protocol">,
): Hop {
  const { sockets } = namespace;
  const evidence = [`/proc/net/${port.protocol}, /proc/net/${port.protocol}6`];
  if (sockets === undefined) {
    return { kind: "socket", state: "unknown", finding: { kind: "unreadable", name, refusal: "" }, evidence };
  }
  const socket = listenerAt(sockets, address, port);
  if (socket === undefined) {
    const instead = insteadOf(snapshot, sockets, address, port, owner);
    const finding = { kind: "not-listening", where: name, address, ...portOf(port), instead } as const;
    return { kind: "socket", state: "closed", finding, evidence };
  }
  const holders = holdersOf(snapshot, socket, owner);
  const paused = holders.find(({ state }) => state === "paused");
  if (paused !== undefined) {
    const state = holders.every((each) => each.state === "paused") ? "closed" : "unknown";
    return { kind: "socket", state, finding: { kind: "paused", name: paused.name }, evidence: ["docker ps"] };
  }
  return { kind: "socket", state: "open", finding: { kind: "listens", where: name, socket }, evidence };
}

function portOf({ port, protocol }: Pick<Target, "port" | "protocol">) {
  return { port, protocol };
}

/** The containers whose program may hold a socket: all that share the namespace, where it is not known which. */
function holdersOf({ inventory }: PathSnapshot, { owner: held }: ListeningSocket, owner: Container | undefined) {
  const known = inventory.containers.get(held?.containers.at(-1) ?? "");
  if (known !== undefined) return [known];
  return owner === undefined ? [] : [owner, ...sharersOf(inventory, owner)].filter(isUp);
}

/** Where a proxy of the engine calls. */
interface Proxied {
  readonly container: string;
  readonly address: string;
  readonly port: number;
}

/** What is behind a socket of the host that a proxy of the engine holds; undefined for a program's own. */
export function proxyOf(snapshot: PathSnapshot, socket: ListeningSocket): Proxied | undefined {
  const { owner, address, port, protocol } = socket;
  if (owner !== undefined && !isPortProxy(owner.program)) return undefined;
  for (const container of snapshot.inventory.containers.values()) {
    const published = container.published.find(
      (each) =>
        each.hostPort === port &&
        each.protocol === protocol &&
        (each.hostIp === "" || sameAddress(each.hostIp, address)),
    );
    const inside = published && addressInside(snapshot, container, familyOf(address));
    if (inside !== undefined)
      return { container: container.name, address: inside, port: published?.containerPort ?? 0 };
  }
  return undefined;
}

/**
 * The address at which the engine publishes a container: that of the network of its default route. What comes by IPv6
 * goes on by IPv4 where the container has nothing else.
 */
function addressInside(snapshot: PathSnapshot, container: Container, family: "inet" | "inet6"): string | undefined {
  const routes = snapshot.containers.get(container.id)?.namespace?.routes ?? [];
  const gateway = routes.find((each) => each.destination === "default" && each.family === "inet")?.gateway;
  const place =
    container.attachments.find((each) => gateway !== undefined && each.gateway === gateway) ??
    container.attachments.find(({ address }) => address !== undefined);
  return family === "inet6" ? (place?.address6 ?? place?.address) : place?.address;
}
