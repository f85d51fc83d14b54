import type { PlaceRange } from "../../../shared/protocol";
import type {
  ExpectedNetwork,
  ExpectedPort,
  ExpectedService,
  FixedAddress,
  NetworkPlace,
} from "../../../shared/projectPlaces";
import { readHostAddress } from "../../../shared/hostAddress";
import type { Project } from "../compose/model/project";
import type { PublishedPort } from "../compose/model/port";
import type { Service } from "../compose/model/service";
import { isGuess } from "../compose/project/request";
import type { Node, Place } from "../compose/syntax/node";
import type { Origin, Sourced } from "../compose/values/value";
import { nameOnEngine } from "../network/namespaces/nameOnEngine";

/** Where something stands in the document; undefined for what stands in another file. */
type RangeOf = (place: Place) => PlaceRange | undefined;

/** So many ports of a service are told: who publishes more is not compared. */
const mostPorts = 256;

/** Whether `docker compose up` starts the service, and nothing is left open that may change what it is. */
export function starts({ assembled, whole, profiles: enabled }: Project, { profiles, deploy }: Service): boolean {
  if (!whole || isGuess(assembled) || profiles === undefined || deploy.forSwarm === "stated") return false;
  return profiles.length === 0 || profiles.some((profile) => profile === "" || enabled.includes(profile));
}

/** What `docker compose up` makes of a service that it starts. `key`: the place of the service's key. */
export function expectedService(
  project: Project,
  service: Service,
  rangeOf: RangeOf,
  key: PlaceRange,
): ExpectedService {
  const mode = joinsPredefined(project, service) ? undefined : expectedMode(service);
  const written = service.networkMode;
  const ports = expectedPorts(service, rangeOf, key);
  return {
    ...(mode === undefined ? {} : { mode }),
    modeRange: (written === undefined ? undefined : rangeOf(written.at.node)) ?? key,
    networks: mode === "networks" ? expectedNetworks(project, service, rangeOf, key) : [],
    ...(ports === undefined ? {} : { ports }),
  };
}

function expectedMode({ networkMode, networkModeUnknown }: Service): ExpectedService["mode"] {
  if (networkModeUnknown) return undefined;
  if (networkMode === undefined) return "networks";
  if (networkMode.at.variables !== undefined) return undefined;
  const { kind } = networkMode.value;
  return kind === "host" || kind === "none" || kind === "bridge" || kind === "service" ? kind : undefined;
}

/** Whether it names one of the engine's own networks: then a network decides the mode (host-as-network). */
function joinsPredefined(project: Project, { networks }: Service): boolean {
  const predefined = new Set(["host", "none", "bridge"]);
  return (networks?.value ?? []).some(({ value }) => predefined.has(nameOnEngine(value.network, project) ?? ""));
}

function expectedNetworks(project: Project, service: Service, rangeOf: RangeOf, key: PlaceRange): ExpectedNetwork[] {
  const named = service.networks?.value ?? [];
  if (named.length === 0) {
    const name = nameOnEngine("default", project);
    return name === undefined || service.networks !== undefined ? [] : [{ range: key, name }];
  }
  return named.flatMap(({ value: { network, ipv4Address, ipv6Address }, at }): ExpectedNetwork[] => {
    const name = nameOnEngine(network, project);
    const place = at.key ?? at.node;
    if (name === undefined || project.networks.get(network)?.name?.at.variables !== undefined) return [];
    const range = rangeOf(place) ?? key;
    const fixed = (written: Sourced<string> | undefined): FixedAddress | undefined =>
      written === undefined || written.at.variables !== undefined
        ? undefined
        : { text: written.value, range: rangeOf(written.at.node) ?? range };
    const [address, address6] = [fixed(ipv4Address), fixed(ipv6Address)];
    return [{ range, name, ...(address && { address }), ...(address6 && { address6 }) }];
  });
}

function expectedPorts({ ports }: Service, rangeOf: RangeOf, key: PlaceRange): ExpectedPort[] | undefined {
  const items = ports?.value ?? [];
  if (items.length > mostPorts) return undefined;
  const known = items.flatMap((item) => expectedPort(item, rangeOf, key) ?? []);
  return known.length === items.length ? known : undefined;
}

function expectedPort(
  { value, at }: Sourced<PublishedPort>,
  rangeOf: RangeOf,
  key: PlaceRange,
): ExpectedPort | undefined {
  const { target, published, protocol, hostIp, invalid } = value;
  const address = readHostAddress(hostIp);
  if (invalid !== undefined || target === undefined || published === undefined || address === undefined)
    return undefined;
  if (at.variables !== undefined || hasVariables(at.node)) return undefined;
  const range = rangeOf(at.node) ?? key;
  if (published === "ephemeral") return { range, protocol, target };
  // Of a range for one port the engine takes any one that is free.
  if (published.last - published.first !== target.last - target.first) return { range, protocol, target };
  return { range, protocol, target, published: { ...published, address } };
}

/** Whether a variable may have a part in an item: in one of its texts, or in what an alias brings. */
function hasVariables(item: Node): boolean {
  if (item.kind === "scalar") return false;
  if (item.kind !== "mapping") return true;
  return item.pairs.some(({ key, value }) => key.text === "<<" || value.kind !== "scalar" || value.text.includes("$"));
}

/** The top-level networks of a document that a service joins which starts. */
export function networkPlaces(projects: readonly Project[], rangeOf: RangeOf): NetworkPlace[] {
  const [project, ...others] = projects;
  if (project === undefined || others.length > 0) return [];
  const joined = joinedIn(project);
  return [...project.networks.values()].flatMap((network): NetworkPlace[] => {
    const range = keyRange(network.at, rangeOf);
    if (range === undefined || !joined.has(network.key)) return [];
    const name = network.name?.at.variables === undefined ? nameOnEngine(network.key, project) : undefined;
    const subnets = network.ipam.pools.flatMap(({ subnet }) => {
      const at = subnet === undefined || subnet.at.variables !== undefined ? undefined : rangeOf(subnet.at.node);
      return subnet === undefined || at === undefined ? [] : [{ range: at, subnet: subnet.value }];
    });
    const driver = network.driver?.value;
    return [
      {
        ...{ range, external: network.external, subnets },
        ...(name === undefined ? {} : { name }),
        ...(driver === undefined ? {} : { driver }),
      },
    ];
  });
}

function keyRange({ key, node }: Origin, rangeOf: RangeOf): PlaceRange | undefined {
  return rangeOf(key ?? node);
}

/** The networks that services join which `docker compose up` starts: the others it does not ask for. */
function joinedIn(project: Project): ReadonlySet<string> {
  const joined = new Set<string>();
  for (const service of project.services.values()) {
    if (!starts(project, service) || expectedMode(service) !== "networks") continue;
    for (const { value } of service.networks?.value ?? []) joined.add(value.network);
    if (service.networks === undefined) joined.add("default");
  }
  return joined;
}
