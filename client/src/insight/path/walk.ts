import type { Container } from "../../docker/inventory/container";
import { destinationText, type Call } from "./call";
import { filtered } from "./filter";
import type { Hop, PathSnapshot, Place, Target } from "./model";
import { listenersOf, proxyOf } from "./publish";
import { familyOf, isLoopback, isTentative, ownInterface, routeTo, sameAddress, sourceOn } from "./routes";
import { holderOn, outerInterfaces, segmentOfContainer, segmentOfHost, type Segment } from "./segments";
import { hop, hostOf, placeOf, spotOf, type Spot } from "./spot";
import { masqueraded, redirected } from "./translation";
import { leads, noRoute, routed } from "./way";
import { answered, knowsWayBack } from "./wayBack";

/**
 * The hops of a call from a place to an address, as the packets of a new connection take them. Without an address: what
 * keeps the place from calling anybody, or nothing.
 */
export function* callFrom(
  snapshot: PathSnapshot,
  place: Place,
  address: string | undefined,
  target: Target | undefined,
): Generator<Hop> {
  if (place.kind === "outside") {
    if (address !== undefined && target !== undefined) {
      const own =
        place.address !== undefined && familyOf(place.address) === familyOf(address) ? place.address : undefined;
      yield* callFromOutside(snapshot, own, address, target);
    }
    return;
  }
  const from = place.kind === "host" ? hostOf(snapshot) : placeOf(snapshot, place.id);
  if ("kind" in from) yield from;
  else if (address !== undefined && target !== undefined) {
    yield* leave(snapshot, from, { ...target, source: undefined, destination: address });
  }
}

/** A packet leaves a namespace, or stays in it. */
function* leave(snapshot: PathSnapshot, from: Spot, first: Call): Generator<Hop> {
  const { namespace, owner } = from;
  const isOwn = (address: string): boolean => ownInterface(namespace, address) !== undefined;
  const family = familyOf(first.destination);
  const route = isOwn(first.destination) ? undefined : routeTo(namespace, first.destination);
  if (!isOwn(first.destination) && !leads(route)) {
    yield noRoute(snapshot, from, first.destination);
    return;
  }
  const source = isOwn(first.destination)
    ? first.destination
    : (route?.source ?? sourceOn(namespace, route?.device ?? "", family));
  if (isTentative(namespace, first.destination)) {
    yield hop("route", "unknown", { kind: "tentative", address: first.destination }, "ip addr");
    return;
  }
  let call: Call = { ...first, source };
  if (owner === undefined) {
    const dnat = yield* redirected(snapshot, "OUTPUT", call, {
      isLocal: isOwn,
      out: isOwn(call.destination) ? "lo" : route?.device,
    });
    call = dnat ?? call;
  }
  if (isOwn(call.destination)) {
    yield hop("route", "open", { kind: "local", address: call.destination });
    if (owner === undefined) {
      yield* filtered(snapshot, "filter", "OUTPUT", { ...call, isLocal: isOwn, out: "lo" });
      yield* filtered(snapshot, "filter", "INPUT", { ...call, isLocal: isOwn, in: "lo" });
      call = masqueraded(snapshot, namespace, "lo", call, isOwn);
    }
    yield* take(snapshot, from, call);
    return;
  }
  const way = call.destination === first.destination ? route : routeTo(namespace, call.destination);
  if (!leads(way)) {
    yield noRoute(snapshot, from, call.destination);
    return;
  }
  yield routed(call.destination, way, call.source);
  const segment =
    owner === undefined
      ? segmentOfHost(snapshot, way.device)
      : segmentOfContainer(snapshot, owner, namespace, way.device);
  if (owner === undefined) {
    yield* filtered(snapshot, "filter", "OUTPUT", { ...call, isLocal: isOwn, out: way.device });
    call = masqueraded(snapshot, namespace, way.device, call, isOwn);
  }
  yield* across(snapshot, segment, way.gateway ?? call.destination, from, call);
}

/** A packet on a bridge or a link, for whoever has the address of the next hop. */
function* across(
  snapshot: PathSnapshot,
  segment: Segment,
  next: string,
  from: Spot | undefined,
  call: Call,
): Generator<Hop> {
  const host = snapshot.host.namespace;
  const hostHas = host !== undefined && ownInterface(host, next) === segment.device;
  const holder = holderOn(snapshot, segment, next);
  const isFromHost = from !== undefined && from.owner === undefined;
  if (segment.kind === "unknown") {
    yield hop("bridge", "unknown", { kind: "elsewhere", address: call.destination });
    return;
  }
  if (segment.kind === "link") {
    const isMacvlan = from?.owner !== undefined;
    const touchesHost = (isMacvlan && hostHas) || (isFromHost && holder !== undefined);
    if (touchesHost) {
      const network = segment.network?.name ?? holder?.attachments[0]?.network ?? "";
      yield hop("bridge", "closed", { kind: "own-parent", network, parent: segment.device }, "docker network inspect");
      return;
    }
    if (holder === undefined || !sameAddress(next, call.destination)) {
      yield hop("bridge", "unknown", { kind: "elsewhere", address: call.destination });
      return;
    }
    yield* arrive(snapshot, holder, segment, call);
    return;
  }
  if (hostHas && !isFromHost) {
    yield* arriveAtHost(snapshot, segment.device, call);
    return;
  }
  if (holder === undefined) {
    yield hop("bridge", "closed", { kind: "nobody-there", address: next, network: segment.network.name }, "docker ps");
    return;
  }
  if (!sameAddress(next, call.destination)) {
    yield hop("bridge", "unknown", { kind: "elsewhere", address: call.destination });
    return;
  }
  if (!isFromHost) yield* bridged(snapshot, segment.device, call);
  yield* arrive(snapshot, holder, segment, call);
}

/** What one port of a bridge sends to another is shown to the rules only where the kernel is told so. */
function* bridged(snapshot: PathSnapshot, device: string, call: Call): Generator<Hop> {
  const { forwarding } = snapshot;
  if (!("unread" in forwarding) && !forwarding.bridged[familyOf(call.destination)]) return;
  yield* filtered(snapshot, "filter", "FORWARD", { ...call, isLocal: () => false, in: device, out: device });
}

/** A packet arrives at the host by an interface: it is for the host, or for somebody behind it. */
function* arriveAtHost(snapshot: PathSnapshot, device: string, first: Call): Generator<Hop> {
  const host = hostOf(snapshot);
  if ("kind" in host) {
    yield host;
    return;
  }
  const { namespace } = host;
  if (isTentative(namespace, first.destination)) {
    yield hop("route", "unknown", { kind: "tentative", address: first.destination }, "ip addr");
    return;
  }
  const isLocal = (address: string): boolean => ownInterface(namespace, address) !== undefined;
  yield* filtered(snapshot, "raw", "PREROUTING", { ...first, isLocal, in: device });
  const call = (yield* redirected(snapshot, "PREROUTING", first, { isLocal, in: device })) ?? first;
  if (isLocal(call.destination)) {
    yield* filtered(snapshot, "filter", "INPUT", { ...call, isLocal, in: device });
    yield* take(snapshot, host, call);
    return;
  }
  const { forwarding } = snapshot;
  const family = familyOf(call.destination);
  if (!("unread" in forwarding) && !forwarding[family]) {
    yield hop(
      "route",
      "closed",
      { kind: "not-forwarded", family },
      family === "inet" ? "net.ipv4.ip_forward = 0" : "net.ipv6.conf.all.forwarding = 0",
    );
    return;
  }
  const way = routeTo(namespace, call.destination);
  if (!leads(way)) {
    yield noRoute(snapshot, host, call.destination);
    return;
  }
  yield routed(call.destination, way, undefined);
  yield* filtered(snapshot, "filter", "FORWARD", { ...call, isLocal, in: device, out: way.device });
  const sent = masqueraded(snapshot, namespace, way.device, call, isLocal);
  yield* across(snapshot, segmentOfHost(snapshot, way.device), way.gateway ?? call.destination, host, sent);
}

/** A packet arrives at a container, which has to know a way back. */
function* arrive(snapshot: PathSnapshot, container: Container, segment: Segment, call: Call): Generator<Hop> {
  const party = { kind: "container", id: container.id, name: container.name } as const;
  const known = segment.kind === "unknown" ? undefined : segment.network?.name;
  const network = known ?? container.attachments[0]?.network ?? "";
  yield hop("bridge", "open", { kind: "same-network", network, party }, "docker network inspect");
  const spot = spotOf(snapshot, container);
  if ("kind" in spot) {
    yield { ...spot, kind: "socket" };
    return;
  }
  if (call.source !== undefined && !knowsWayBack(snapshot, spot, segment, call.source)) {
    yield hop("return", "closed", { kind: "no-way-back", name: container.name, to: call.source }, "ip route");
    return;
  }
  yield* take(snapshot, spot, call);
}

/** What is at the port: a program, a proxy that calls on, or nothing. */
function* take(snapshot: PathSnapshot, spot: Spot, call: Call): Generator<Hop> {
  const found = listenersOf(snapshot, spot, call.destination, call);
  const proxy =
    spot.owner === undefined && found.finding.kind === "listens" ? proxyOf(snapshot, found.finding.socket) : undefined;
  if (found.finding.kind === "listens")
    yield* answered(snapshot, spot, call, found.finding.socket, proxy !== undefined);
  if (proxy === undefined) {
    yield found;
    return;
  }
  const to = { destination: proxy.address, port: proxy.port };
  yield hop(
    "publish",
    "open",
    { kind: "proxy", from: destinationText(call), to: destinationText(to), container: proxy.container },
    ...found.evidence,
  );
  yield* leave(snapshot, spot, { ...call, ...to, source: undefined });
}

/** Another machine on a link of the host. It has no route to what is behind the host, unless somebody gave it one. */
function* callFromOutside(
  snapshot: PathSnapshot,
  own: string | undefined,
  address: string,
  target: Target,
): Generator<Hop> {
  const host = hostOf(snapshot);
  if ("kind" in host) {
    yield host;
    return;
  }
  const { namespace } = host;
  const device = outerInterfaces(snapshot).find((name) => routeTo(namespace, own ?? address)?.device === name);
  const outer = outerInterfaces(snapshot).find((name) => ownInterface(namespace, address) === name) ?? device;
  if (isLoopback(address)) {
    yield hop("place", "unknown", { kind: "elsewhere", address });
    return;
  }
  if (outer === undefined) {
    yield hop("route", "closed", { kind: "no-way-from-outside", address }, "ip addr");
    return;
  }
  const call: Call = { protocol: target.protocol, port: target.port, source: own, destination: address };
  yield hop(
    "route",
    "open",
    { kind: "routed", address, device: outer, ...(own === undefined ? {} : { source: own }) },
    "ip addr",
  );
  if (ownInterface(namespace, address) === outer) yield* arriveAtHost(snapshot, outer, call);
  else if (routeTo(namespace, address)?.device === outer) {
    yield* across(snapshot, { kind: "link", device: outer, network: undefined }, address, undefined, call);
  } else yield hop("route", "closed", { kind: "no-way-from-outside", address }, "ip route");
}
