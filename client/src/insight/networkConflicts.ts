import type { PlaceRange } from "../../../shared/protocol";
import type { NetworkPlace, ServicePlaces } from "../../../shared/projectPlaces";
import { readSubnet, subnetsMeet } from "../../../shared/subnet";
import { isUp, type Container } from "../docker/inventory/container";
import { isSameAddress } from "./sameAddress";
import type { Inventory } from "../docker/inventory/inventory";
import type { Network } from "../docker/inventory/network";
import type { Route } from "../netns/model";
import type { Localizer } from "../platform/localizer";

/** Something that the engine has, or lacks, because of which `docker compose up` would fail. */
export interface NetworkConflict {
  readonly range: PlaceRange;
  readonly code: "missing-network" | "subnet-held" | "subnet-routed" | "address-held";
  readonly message: string;
}

/** Those of a top-level network. `isWorker`: the engine lists a swarm's networks only while it needs them. */
export function* conflictsOf(
  place: NetworkPlace,
  { networks }: Inventory,
  isWorker: boolean,
  l10n: Localizer,
): Generator<NetworkConflict> {
  const { name, external, range } = place;
  if (name === undefined || networks.size === 0) return;
  const all = [...networks.values()];
  if (all.some((each) => each.name === name)) return;
  if (external) {
    if (isWorker) return;
    const message = l10n.t(
      "The engine has no network {0}: docker compose up would fail. Create it: `docker network create {0}`.",
      name,
    );
    yield { range, code: "missing-network", message };
    return;
  }
  // Networks of a swarm have addresses of their own.
  if (place.driver === "overlay") return;
  for (const { range: at, subnet } of place.subnets) {
    const held = holderOf(subnet, all);
    if (held === undefined) continue;
    const message = l10n.t(
      "Subnet {0} meets network {1} ({2}): docker compose up would fail. Choose another subnet, or remove that network.",
      subnet,
      held.name,
      held.subnets.map((each) => each.subnet).join(", "),
    );
    yield { range: at, code: "subnet-held", message };
  }
}

/**
 * The subnets of a top-level network that meet a route of the host: the engine takes them, and of the addresses in both the host
 * then reaches one side alone (docs/docker-behaviour.md#subnet-over-route).
 */
export function* routeConflicts(
  { external, driver = "bridge", subnets }: NetworkPlace,
  { networks }: Inventory,
  routes: readonly Route[],
  l10n: Localizer,
): Generator<NetworkConflict> {
  // Those that share an interface of the host are meant to have its addresses.
  if (external || driver !== "bridge") return;
  const own = new Set([...networks.values()].flatMap(({ id, bridge }) => [`br-${id.slice(0, 12)}`, bridge ?? ""]));
  for (const { range, subnet } of subnets) {
    const wanted = readSubnet(subnet);
    const met = routes.find(({ destination, device, type }) => {
      if (wanted === undefined || device === undefined || type !== undefined) return false;
      if (own.has(device) || ofEngine.test(device)) return false;
      const other = readSubnet(destination.includes("/") ? destination : `${destination}/${wholeOf(destination)}`);
      return other !== undefined && other.prefix > widest && subnetsMeet(wanted, other);
    });
    if (met === undefined) continue;
    const message = l10n.t(
      "Subnet {0} meets a route of the host, {1} by {2}: of the addresses in both, the host reaches containers or that network, not both. Choose another subnet.",
      subnet,
      met.destination,
      met.device ?? "",
    );
    yield { range, code: "subnet-routed", message };
  }
}

/** Interfaces that engines make, of networks that may be gone by now among them. */
const ofEngine = /^(?:docker\d+|docker_gwbridge|br-[0-9a-f]{12}|veth.*|podman\d+|cni.*|lo)$/u;
/** Routes to halves of all addresses are a way out, not a network. */
const widest = 4;

function wholeOf(address: string): number {
  return address.includes(":") ? 128 : 32;
}

function holderOf(text: string, networks: readonly Network[]): Network | undefined {
  const subnet = readSubnet(text);
  if (subnet === undefined) return undefined;
  return networks.find(
    ({ scope, subnets }) =>
      scope === "local" &&
      subnets.some((each) => {
        const other = readSubnet(each.subnet);
        return other !== undefined && subnetsMeet(subnet, other);
      }),
  );
}

/** The fixed addresses of a service that containers of others have. `own`: its own containers. */
export function* addressConflicts(
  { name: service, expected }: ServicePlaces,
  { containers }: Inventory,
  own: readonly Container[],
  l10n: Localizer,
): Generator<NetworkConflict> {
  const ids = new Set(own.map(({ id }) => id));
  for (const { name, address, address6 } of expected?.networks ?? []) {
    for (const fixed of [address, address6]) {
      if (fixed === undefined) continue;
      const holder = [...containers.values()].find(
        (each) => !ids.has(each.id) && isUp(each) && hasAddress(each, name, fixed.text),
      );
      if (holder === undefined) continue;
      const message = l10n.t(
        "Address {0} on network {1} is held by container {2}: {3} would not start. Stop that, or choose another address.",
        fixed.text,
        name,
        holder.name,
        service,
      );
      yield { range: fixed.range, code: "address-held", message };
    }
  }
}

function hasAddress({ attachments }: Container, network: string, address: string): boolean {
  return attachments.some(
    (each) =>
      each.network === network &&
      [each.address, each.address6].some((has) => has !== undefined && isSameAddress(has, address)),
  );
}
