import { Memo } from "../../../../shared/memo";
import { isUp, type Container, type PublishedPort } from "../../docker/inventory/container";
import {
  containersByName,
  namespaceOwner,
  sharesHostNamespace,
  type Inventory,
} from "../../docker/inventory/inventory";
import type { PathSnapshot, Place, PlaceReading, Target } from "../path/model";
import { familyOf, globalAddresses, isAnyAddress, isLoopback } from "../path/routes";
import { outerInterfaces } from "../path/segments";

/** A port as the container itself has it. */
export type ContainerPort = Pick<Target, "port" | "protocol">;

/** A call that somebody would make: from a place, to a port as it is written there. */
export interface ReachCall {
  readonly place: Place;
  readonly target: Target;
}

/** The containers that are asked about: those of its networks, of its Compose project and of its namespace. */
export function callersOf(inventory: Inventory, container: Container): Container[] {
  const owner = namespaceOwner(inventory, container);
  const networks = new Set(owner.attachments.map(({ network }) => network));
  return containersByName(inventory).filter((other) => {
    if (other.id === container.id || !isUp(other)) return false;
    const itsOwner = namespaceOwner(inventory, other);
    return (
      itsOwner.id === owner.id ||
      (container.composeProject !== undefined && other.composeProject === container.composeProject) ||
      itsOwner.attachments.some(({ network }) => networks.has(network))
    );
  });
}

/** The calls to a container's port: from the host, from outside, and from each of these containers. */
export function callsTo(
  snapshot: PathSnapshot,
  container: Container,
  port: ContainerPort,
  callers: readonly Container[],
): ReachCall[] {
  const places: Place[] = [
    { kind: "host" },
    { kind: "outside" },
    ...callers.map(({ id }) => ({ kind: "container", id }) as const),
  ];
  return places.flatMap((place) => callsFrom(snapshot, place, container, port));
}

/** The calls that a place would make to a container's port: one, or one for each address at which it is published. */
export function callsFrom(
  snapshot: PathSnapshot,
  place: Place,
  container: Container,
  { port, protocol }: ContainerPort,
): ReachCall[] {
  const call = (host: string, at = port): ReachCall => ({ place, target: { host, port: at, protocol } });
  const { inventory } = snapshot;
  const owner = namespaceOwner(inventory, container);
  const onHost = sharesHostNamespace(inventory, container);
  const published = publishesOf(owner, port, protocol);
  const own = addressesOf(owner)[0];
  if (place.kind === "outside") {
    const found = onHost ? outerAddresses(snapshot).map((host) => call(host)) : fromOutside(snapshot, published, call);
    return found.length > 0 ? unique(found) : [call(own ?? "127.0.0.1")];
  }
  const caller = place.kind === "container" ? inventory.containers.get(place.id) : undefined;
  if (caller === undefined || sharesHostNamespace(inventory, caller)) {
    const loopback = loopbackOf(caller === undefined ? snapshot.host : snapshot.containers.get(caller.id));
    if (onHost) return [call(loopback)];
    if (published.length === 0) return [call(own ?? container.name)];
    return unique(
      published.map(({ hostIp, hostPort }) =>
        call(hostIp === "" || isAnyAddress(hostIp) ? loopback : hostIp, hostPort),
      ),
    );
  }
  if (namespaceOwner(inventory, caller).id === owner.id) {
    return [call(loopbackOf(snapshot.containers.get(caller.id)))];
  }
  return [call(onHost ? nameOfHost(snapshot, caller, container) : nameFor(inventory, caller, owner))];
}

function publishesOf(owner: Container, port: number, protocol: string): PublishedPort[] {
  return owner.published.filter((each) => each.containerPort === port && each.protocol === protocol);
}

function fromOutside(
  snapshot: PathSnapshot,
  published: readonly PublishedPort[],
  call: (host: string, port: number) => ReachCall,
): ReachCall[] {
  const outer = outerAddresses(snapshot);
  return published.flatMap(({ hostIp, hostPort }) => {
    // Nobody outside calls a loopback address: what they call is the host's own.
    if (hostIp !== "" && !isAnyAddress(hostIp) && !isLoopback(hostIp)) return [call(hostIp, hostPort)];
    const family = hostIp === "" ? undefined : familyOf(hostIp);
    return outer
      .filter((address) => family === undefined || familyOf(address) === family)
      .map((address) => call(address, hostPort));
  });
}

/** At which addresses other machines call the host: the first of each family. */
function outerAddresses(snapshot: PathSnapshot): string[] {
  const outer = outerInterfaces(snapshot);
  const interfaces = (snapshot.host.namespace?.interfaces ?? []).filter(({ name }) => outer.includes(name));
  return (["inet", "inet6"] as const).flatMap((family) =>
    interfaces.flatMap((each) => globalAddresses(each, family).map(({ address }) => address)).slice(0, 1),
  );
}

function addressesOf({ attachments }: Container): string[] {
  return attachments.flatMap(({ address, address6 }) => [address, address6].filter((each) => each !== undefined));
}

/** What a place calls itself: by name where its /etc/hosts was read and says that. */
function loopbackOf(reading: PlaceReading | undefined): string {
  return reading?.hosts?.some(({ names }) => names.includes(localhost)) === true ? localhost : "127.0.0.1";
}

const localhost = "localhost";

/** The name that a container has for the host; where it has none, the name by which people try it. */
function nameOfHost(snapshot: PathSnapshot, caller: Container, container: Container): string {
  const hosts = snapshot.containers.get(caller.id)?.hosts ?? [];
  const knows = hosts.some(({ names }) => names.includes(ofHost));
  return knows || snapshot.engine.desktop ? ofHost : container.name;
}

const ofHost = "host.docker.internal";

/** By the service within a project, as its files do; of a service with several containers, by the one's own name. */
function nameFor(inventory: Inventory, caller: Container, owner: Container): string {
  const { composeProject, composeService, composeOneOff } = owner;
  if (composeService === undefined || composeOneOff === true || composeProject !== caller.composeProject) {
    return owner.name;
  }
  const same = byService.of(inventory.containers, countServices).get(serviceKey(composeProject, composeService)) ?? 0;
  return same > 1 ? owner.name : composeService;
}

/** How many containers run of each service of each project. */
const byService = new Memo<Inventory["containers"], ReadonlyMap<string, number>>();

function countServices(containers: Inventory["containers"]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const container of containers.values()) {
    if (!isUp(container) || container.composeService === undefined) continue;
    const key = serviceKey(container.composeProject, container.composeService);
    found.set(key, (found.get(key) ?? 0) + 1);
  }
  return found;
}

function serviceKey(project: string | undefined, service: string): string {
  return `${project ?? ""}\n${service}`;
}

function unique(calls: readonly ReachCall[]): ReachCall[] {
  return [...new Map(calls.map((each) => [JSON.stringify(each), each])).values()];
}
