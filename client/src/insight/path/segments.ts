import { isUp, type Attachment, type Container } from "../../docker/inventory/container";
import { namespaceOwner, sharesHostNamespace } from "../../docker/inventory/inventory";
import type { Network } from "../../docker/inventory/network";
import { Memo } from "../../../../shared/memo";
import { ipv6Text } from "../../../../shared/ipv6Text";
import type { Namespace } from "../../netns/model";
import type { PathSnapshot } from "./model";
import { globalAddresses, sameAddress } from "./routes";

/** What is connected on the layer of Ethernet: a bridge of the engine, or the link of an interface of the host. */
export type Segment =
  | { readonly kind: "bridge"; readonly device: string; readonly network: Network }
  | { readonly kind: "link"; readonly device: string; readonly network: Network | undefined }
  | { readonly kind: "unknown"; readonly device: string };

/** The interface of the host that is a bridge network's. */
function bridgeOf({ id, name, bridge }: Network): string {
  return bridge ?? (name === "bridge" ? "docker0" : `br-${id.slice(0, 12)}`);
}

/** Where an interface of the host leads. */
export function segmentOfHost(snapshot: PathSnapshot, device: string): Segment {
  const network = bridges(snapshot).find((each) => bridgeOf(each) === device);
  return network === undefined ? { kind: "link", device, network: undefined } : { kind: "bridge", device, network };
}

/** Where an interface of a container leads: to the network in which it has the address of that interface. */
export function segmentOfContainer(
  snapshot: PathSnapshot,
  owner: Container,
  namespace: Namespace,
  device: string,
): Segment {
  const on = namespace.interfaces.find(({ name }) => name === device);
  const has = (address: string | undefined): boolean =>
    address !== undefined && on?.addresses.some((each) => sameAddress(each.address, address)) === true;
  const place = owner.attachments.find(({ address, address6 }) => has(address) || has(address6));
  const network = place && networkOf(snapshot, place);
  if (network === undefined) return { kind: "unknown", device };
  if (network.driver === "bridge") return { kind: "bridge", device: bridgeOf(network), network };
  if (network.driver === "macvlan" || network.driver === "ipvlan") {
    return { kind: "link", device: network.parent ?? network.id, network };
  }
  return { kind: "unknown", device };
}

/** The network of an attachment. */
function networkOf(snapshot: PathSnapshot, { network, networkId }: Attachment): Network | undefined {
  const { networks } = snapshot.inventory;
  if (networkId !== undefined) return networks.get(networkId);
  return [...networks.values()].find(({ name }) => name === network);
}

/** The container that has an address on a segment. */
export function holderOn(snapshot: PathSnapshot, segment: Segment, address: string): Container | undefined {
  const holders = held.of(snapshot, holdersIn).get(addressKey(address)) ?? [];
  return holders.find(({ place }) => isOn(snapshot, segment, place))?.container;
}

/** A container with its place in one network. */
interface Holder {
  readonly container: Container;
  readonly place: Attachment;
}

/** Who has an address, on whatever segment: thousands of calls ask the same snapshot. */
const held = new Memo<PathSnapshot, ReadonlyMap<string, readonly Holder[]>>();

function holdersIn({ inventory }: PathSnapshot): ReadonlyMap<string, readonly Holder[]> {
  const found = new Map<string, Holder[]>();
  for (const container of inventory.containers.values()) {
    if (!isUp(container)) continue;
    for (const place of container.attachments) {
      for (const address of [place.address, place.address6]) {
        if (address === undefined) continue;
        const key = addressKey(address);
        const others = found.get(key);
        if (others === undefined) found.set(key, [{ container, place }]);
        else others.push({ container, place });
      }
    }
  }
  return found;
}

function addressKey(address: string): string {
  return address.includes(":") ? (ipv6Text(address) ?? address) : address;
}

function isOn(snapshot: PathSnapshot, segment: Segment, place: Attachment): boolean {
  const network = networkOf(snapshot, place);
  if (network === undefined) return false;
  return segment.kind === "bridge"
    ? network.id === segment.network.id
    : segment.kind === "link" && network.driver !== "bridge" && (network.parent ?? network.id) === segment.device;
}

/** The interfaces of the host by which other machines are reached: neither bridges of the engine nor what hangs on them. */
export function outerInterfaces(snapshot: PathSnapshot): readonly string[] {
  const inner = new Set(bridges(snapshot).map(bridgeOf));
  return (snapshot.host.namespace?.interfaces ?? [])
    .filter((each) => each.name !== "lo" && !inner.has(each.name) && !/^(?:veth|br-|docker)/u.test(each.name))
    .filter((each) => globalAddresses(each, "inet").length + globalAddresses(each, "inet6").length > 0)
    .map(({ name }) => name);
}

function bridges({ inventory }: PathSnapshot): Network[] {
  return [...inventory.networks.values()].filter(({ driver }) => driver === "bridge");
}

/** The container whose namespace a container is in; undefined for the host's. */
export function ownerOf({ inventory }: PathSnapshot, container: Container): Container | undefined {
  return sharesHostNamespace(inventory, container) ? undefined : namespaceOwner(inventory, container);
}
