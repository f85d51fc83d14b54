import { isUp, type Container } from "../../docker/inventory/container";
import type { ListeningSocket } from "../../netns/model";
import type { Instead, PathSnapshot, Target } from "./model";
import { familyOf, isLoopback, sameAddress } from "./routes";

/**
 * The socket that takes what arrives at an address, the narrowest first. One on `[::]` takes IPv4 too unless its
 * program said otherwise, which /proc does not tell (`v6only`).
 */
export function listenerAt(
  sockets: readonly ListeningSocket[],
  address: string,
  { port, protocol }: Pick<Target, "port" | "protocol">,
): ListeningSocket | undefined {
  const family = familyOf(address);
  const candidates = sockets.filter((socket) => socket.port === port && socket.protocol === protocol);
  const isMapped = (socket: ListeningSocket): boolean => sameAddress(socket.address, `::ffff:${address}`);
  return (
    candidates.find((socket) => sameAddress(socket.address, address) || (family === "inet" && isMapped(socket))) ??
    candidates.find((socket) => socket.address === (family === "inet" ? "0.0.0.0" : "::")) ??
    (family === "inet" ? candidates.find((socket) => socket.address === "::" && socket.v6only !== true) : undefined)
  );
}

/** What listens there instead of what was called. */
export function insteadOf(
  snapshot: PathSnapshot,
  sockets: readonly ListeningSocket[],
  address: string,
  { port, protocol }: Pick<Target, "port" | "protocol">,
  container: Container | undefined,
): Instead {
  const onPort = sockets.filter((socket) => socket.port === port);
  const same = onPort.filter((socket) => socket.protocol === protocol);
  const loopback = same.find((socket) => isLoopback(socket.address));
  if (loopback !== undefined && !isLoopback(address)) return { kind: "loopback", address: loopback.address };
  const other = same[0];
  if (other !== undefined) {
    return { kind: other.family === familyOf(address) ? "other-address" : "other-family", address: other.address };
  }
  if (onPort[0] !== undefined) return { kind: "other-protocol", protocol: onPort[0].protocol };
  const isPublished = container?.published.find((each) => each.hostPort === port && each.protocol === protocol);
  if (isPublished !== undefined) return { kind: "published-as", containerPort: isPublished.containerPort };
  const inside = container === undefined ? publisherOf(snapshot, port, protocol) : undefined;
  if (inside !== undefined) return inside;
  const others = new Set(
    sockets.filter((each) => each.protocol === protocol && !isDockers(each)).map((each) => each.port),
  );
  return others.size === 0 ? { kind: "nothing" } : { kind: "other-ports", ports: [...others].slice(0, mostPorts) };
}

/** A sentence names no more ports than these. */
const mostPorts = 5;

/** Docker's name server listens in every container on a network of a project. */
function isDockers({ address }: ListeningSocket): boolean {
  return address === "127.0.0.11";
}

function publisherOf({ inventory }: PathSnapshot, port: number, protocol: string): Instead | undefined {
  for (const { published, name } of [...inventory.containers.values()].filter(isUp)) {
    const found = published.find((each) => each.containerPort === port && each.protocol === protocol);
    if (found !== undefined) return { kind: "port-inside", container: name, hostPort: found.hostPort };
  }
  return undefined;
}
