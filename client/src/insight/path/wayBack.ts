import type { ListeningSocket } from "../../netns/model";
import type { Call } from "./call";
import type { Hop, PathSnapshot } from "./model";
import { familyOf, isAnyAddress, ownInterface, routeTo, sameAddress, sourceOn } from "./routes";
import { segmentOfContainer, type Segment } from "./segments";
import { hop, type Spot } from "./spot";
import { leads } from "./way";

/**
 * Whether answers go back by the host where the call came by it. What came over a bridge and goes back by a macvlan
 * passes the host by, which keeps macvlans from itself and would not know it for an answer elsewhere.
 */
export function knowsWayBack(snapshot: PathSnapshot, spot: Spot, segment: Segment, source: string): boolean {
  const { namespace, owner } = spot;
  if (ownInterface(namespace, source) !== undefined) return true;
  const back = routeTo(namespace, source);
  if (!leads(back)) return false;
  if (owner === undefined || segment.kind !== "bridge") return true;
  return segmentOfContainer(snapshot, owner, namespace, back.device).kind !== "link";
}

/**
 * Where an answer of UDP comes from another address than was called, the caller does not take it. The engine's proxy
 * answers so; a program of somebody's own may know better.
 */
export function* answered(
  snapshot: PathSnapshot,
  spot: Spot,
  call: Call,
  socket: ListeningSocket,
  isProxy: boolean,
): Generator<Hop> {
  const { protocol, source, destination } = call;
  if (protocol !== "udp" || source === undefined || !isAnyAddress(socket.address)) return;
  const isOwn = ownInterface(spot.namespace, source) !== undefined;
  const back = routeTo(spot.namespace, source);
  if (!isOwn && !leads(back)) return;
  const from = isOwn ? source : (back?.source ?? sourceOn(spot.namespace, back?.device ?? "", familyOf(source)));
  if (from === undefined || sameAddress(from, destination)) return;
  const { udpAnswers } = snapshot.engine;
  if (isProxy && udpAnswers === "from-called-address") return;
  const finding = { kind: "answers-from", address: from, asked: destination, proxy: isProxy } as const;
  yield hop("return", isProxy && udpAnswers !== undefined ? "closed" : "unknown", finding, "ip route");
}
