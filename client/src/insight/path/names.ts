import { isIP } from "node:net";
import { Memo } from "../../../../shared/memo";
import { isUp, type Attachment, type Container } from "../../docker/inventory/container";
import { namespaceOwner, sharesHostNamespace } from "../../docker/inventory/inventory";
import { dockersResolver } from "../../netns/sections/dns";
import type { Hop, PathSnapshot, Place, PlaceReading } from "./model";

/** What a name stands for at a place: addresses in the order in which they are tried, and the hop that says so. */
export interface Answer {
  readonly addresses: readonly string[];
  /** Undefined for an address, which nobody has to look up. */
  readonly hop?: Hop;
  /** Addresses that only some versions of the engine answer, where it is not known what this one does. */
  readonly perhaps?: { readonly addresses: readonly string[]; readonly hop: Hop };
}

/** Looks a name up as the place would: /etc/hosts, then Docker's name server or another one. */
export function lookUp(snapshot: PathSnapshot, place: Place, host: string): Answer {
  if (isIP(host) !== 0) return { addresses: [host] };
  const name = host.toLowerCase().replace(/\.$/u, "");
  const reading = readingOf(snapshot, place);
  const listed = (reading?.hosts ?? []).filter(({ names }) => names.includes(name)).map(({ address }) => address);
  if (listed.length > 0) {
    return { addresses: listed, hop: answered(host, "hosts", listed, ["/etc/hosts"]) };
  }
  const servers = reading?.dns?.servers ?? [];
  const isDockers = servers.includes(dockersResolver);
  const asker = place.kind === "container" ? snapshot.inventory.containers.get(place.id) : undefined;
  if (asker !== undefined && isDockers) {
    const { addresses, perhaps } = knownToDocker(snapshot, namespaceOwner(snapshot.inventory, asker), name);
    if (addresses.length > 0) {
      const evidence = [`/etc/resolv.conf: nameserver ${dockersResolver}`];
      const finding = { kind: "answered-by-some", name: host, addresses: perhaps } as const;
      const doubtful: Hop = { kind: "name", state: "unknown", finding, evidence };
      return {
        addresses,
        hop: answered(host, "docker", addresses, evidence),
        ...(perhaps.length === 0 ? {} : { perhaps: { addresses: perhaps, hop: doubtful } }),
      };
    }
  }
  return { addresses: [], hop: unanswered(snapshot, asker, host, name, servers, isDockers) };
}

/** What was read of a place. */
function readingOf(snapshot: PathSnapshot, place: Place): PlaceReading | undefined {
  if (place.kind === "outside") return undefined;
  return place.kind === "host" ? snapshot.host : snapshot.containers.get(place.id);
}

/**
 * The addresses that Docker's name server gives for a name to a container, and those that it may give. It goes through the
 * container's networks in their order: in old engines once for each family, until an address of it is found, in new ones
 * until somebody has the name (moby libnetwork/sandbox.go, ResolveName).
 */
function knownToDocker(
  snapshot: PathSnapshot,
  asker: Container,
  name: string,
): { readonly addresses: readonly string[]; readonly perhaps: readonly string[] } {
  const networks = inOrderOfDocker(snapshot, asker)
    .filter(({ network }) => network !== defaultBridge)
    .map(({ network }) =>
      (named.of(snapshot, namesIn).get(keyOf(network, name)) ?? []).flatMap((container) =>
        container.attachments.filter((place) => place.network === network),
      ),
    );
  const ofFamily = (places: readonly Attachment[], family: "address" | "address6"): string[] =>
    places.flatMap((place) => place[family] ?? []);
  const first = (family: "address" | "address6"): string[] =>
    networks.map((places) => ofFamily(places, family)).find((found) => found.length > 0) ?? [];
  const [ofFirst = []] = networks.filter((places) => places.length > 0);
  // Who has several is called by the first that answers; programs try IPv6 before.
  const byNetwork = [...ofFamily(ofFirst, "address6"), ...ofFamily(ofFirst, "address")];
  const byFamily = [...first("address6"), ...first("address")];
  switch (snapshot.engine.names) {
    case "by-family":
      return { addresses: byFamily, perhaps: [] };
    case "by-network":
      return { addresses: byNetwork, perhaps: [] };
    case undefined:
      return { addresses: byNetwork, perhaps: byFamily.filter((address) => !byNetwork.includes(address)) };
  }
}

/** Who has a name on a network: thousands of calls look up in the same snapshot. */
const named = new Memo<PathSnapshot, ReadonlyMap<string, readonly Container[]>>();

function namesIn(snapshot: PathSnapshot): ReadonlyMap<string, readonly Container[]> {
  const found = new Map<string, Container[]>();
  for (const container of snapshot.inventory.containers.values()) {
    if (!isUp(container)) continue;
    for (const network of new Set(container.attachments.map((place) => place.network))) {
      for (const name of new Set(namesOn(snapshot, container, network))) {
        const key = keyOf(network, name);
        const others = found.get(key);
        if (others === undefined) found.set(key, [container]);
        else others.push(container);
      }
    }
  }
  return found;
}

function keyOf(network: string, name: string): string {
  return `${network}\n${name}`;
}

/** Networks that lead out go before internal ones, those of both families before others, then the names decide. */
function inOrderOfDocker({ inventory }: PathSnapshot, { attachments }: Container): Attachment[] {
  const internal = new Set([...inventory.networks.values()].filter((each) => each.internal).map(({ name }) => name));
  const rank = ({ network, address6 }: Attachment): number =>
    internal.has(network) ? 2 : address6 === undefined ? 1 : 0;
  return [...attachments].sort((a, b) => rank(a) - rank(b) || (a.network < b.network ? -1 : 1));
}

/** The network on which Docker answers no names. */
const defaultBridge = "bridge";

function hasName(snapshot: PathSnapshot, container: Container, network: string, name: string): boolean {
  return namesOn(snapshot, container, network).includes(name);
}

/** The names of a container on a network, in lower case. */
function namesOn(snapshot: PathSnapshot, container: Container, network: string): string[] {
  const more = snapshot.containers.get(container.id)?.networkNames?.get(network) ?? [];
  const all = [container.name, container.id.slice(0, 12), ...more, ...qualified(container, network)];
  return all.map((each) => each.toLowerCase());
}

/** `NAME.NETWORK` is a name too. */
function qualified({ name }: Container, network: string): string[] {
  return [`${name}.${network}`];
}

function answered(
  name: string,
  by: "hosts" | "docker",
  addresses: readonly string[],
  evidence: readonly string[],
): Hop {
  return { kind: "name", state: "open", finding: { kind: "answered", name, by, addresses }, evidence };
}

/** Why nobody answers. A name that Docker does not know is handed on, and other servers were not asked. */
function unanswered(
  snapshot: PathSnapshot,
  asker: Container | undefined,
  host: string,
  name: string,
  servers: readonly string[],
  isDockers: boolean,
): Hop {
  const evidence = servers.map((server) => `/etc/resolv.conf: nameserver ${server}`);
  const closed = (finding: Hop["finding"]): Hop => ({ kind: "name", state: "closed", finding, evidence });
  const party = partyOf(snapshot, name);
  if (asker !== undefined && party !== undefined) {
    const of = { name: host, party: party.name };
    if (!isUp(party)) return closed({ kind: "stopped-name", ...of });
    if (sharesHostNamespace(snapshot.inventory, asker)) return closed({ kind: "asked-by-host-mode", ...of });
    if (sharesHostNamespace(snapshot.inventory, party)) return closed({ kind: "host-mode-name", ...of });
    if (party.mode.kind === "container") return closed({ kind: "sharer-name", ...of });
    if (!isDockers) return closed({ kind: "default-bridge-name", ...of });
    const networks = party.attachments.map(({ network }) => network);
    return closed({ kind: "other-network", ...of, networks });
  }
  if (name === "host.docker.internal" && !snapshot.engine.desktop && asker !== undefined) {
    return closed({ kind: "host-gateway-unknown", name: host });
  }
  return { kind: "name", state: "unknown", finding: { kind: "other-servers", name: host, servers }, evidence };
}

/** The container that is meant by a name without a dot: by its own name, its service's, or one on any network. */
function partyOf(snapshot: PathSnapshot, name: string): Container | undefined {
  if (name.includes(".")) return undefined;
  const all = [...snapshot.inventory.containers.values()].sort((a, b) => Number(isUp(b)) - Number(isUp(a)));
  const named = (container: Container): boolean =>
    container.name.toLowerCase() === name ||
    container.composeService?.toLowerCase() === name ||
    container.attachments.some(({ network }) => hasName(snapshot, container, network, name));
  return all.find(named);
}
