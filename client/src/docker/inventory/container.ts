import { addressFrom, macFrom, portFrom, prefixFrom, protocolFrom } from "../address";
import { sanitize } from "../sanitize";
import { networkModeFrom, type NetworkMode } from "../api/networkMode";
import { walkMarkFrom, type WalkMark } from "../api/walkMark";

export type ContainerState =
  "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead" | "unknown";

/** A container's place in one network. Empty strings of the API are absent here. */
export interface Attachment {
  readonly network: string;
  /** Absent where the engine does not tell it, as of a container that has never run. */
  readonly networkId?: string;
  readonly address?: string;
  readonly prefix?: number;
  readonly gateway?: string;
  readonly address6?: string;
  readonly prefix6?: number;
  readonly mac?: string;
  /** The engine's name for this place: another one after each start, also where all else is as before. */
  readonly endpoint?: string;
}

/** A published port as the engine bound it. */
export interface PublishedPort {
  /** An address, or nothing. */
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: string;
}

/** One container as the engine's list tells it. All strings are sanitized (see sanitize.ts) except the ID, which is hex. */
export interface Container {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly state: ContainerState;
  /** Of its last run, while it is exited or waits to be started again. */
  readonly exitCode?: number;
  /** Of its health check, where it has one: `healthy`, `unhealthy` or `starting`. */
  readonly health?: string;
  readonly mode: NetworkMode;
  readonly attachments: readonly Attachment[];
  readonly published: readonly PublishedPort[];
  readonly composeProject?: string;
  readonly composeService?: string;
  /** The project's files as Compose was given them, and the folder that relative ones start from. Not sanitized: paths. */
  readonly composeFiles?: readonly string[];
  readonly composeFolder?: string;
  /** Made by `docker compose run`, with other ports than the service's. */
  readonly composeOneOff?: true;
  /** The Swarm service whose task it is. */
  readonly swarmService?: string;
  /** The walk that started it. */
  readonly walk?: WalkMark;
}

/** True while the container has processes, hence a network namespace. */
export function isUp(container: Container): boolean {
  return container.state === "running" || container.state === "paused" || container.state === "restarting";
}

/**
 * Reads an entry of `GET /containers/json`. The fields are those of API 1.24 to 1.52 (moby api/swagger.yaml,
 * ContainerSummary). Anything without an ID is not a container and gives undefined; nothing throws.
 */
export function containerFrom(record: unknown): Container | undefined {
  const id = text(record, "Id");
  if (!/^[0-9a-f]{12,64}$/u.test(id)) return undefined;
  const labels = member(record, "Labels");
  // Its words for time grow old in a list that is not asked for again; what is told besides does not.
  const status = text(record, "Status").slice(0, 200);
  const exit = /^(?:Exited|Restarting) \((-?\d+)\)/u.exec(status)?.[1];
  const health = /\((?:health: )?(healthy|unhealthy|starting)\)$/u.exec(status)?.[1];
  const files = text(labels, "com.docker.compose.project.config_files")
    .split(",")
    .filter((file) => file !== "" && isLocal(file));
  const folder = text(labels, "com.docker.compose.project.working_dir");
  const swarmService = sanitize(text(labels, "com.docker.swarm.service.name"));
  const project = sanitize(text(labels, "com.docker.compose.project"));
  const service = sanitize(text(labels, "com.docker.compose.service"));
  const state = stateFrom(text(record, "State"));
  const walk = walkMarkFrom(labels);
  const listed: Container = {
    id,
    name: nameOf(record) || id.slice(0, 12),
    image: sanitize(text(record, "Image")),
    state,
    ...(health === undefined ? {} : { health }),
    ...(exit === undefined ? {} : { exitCode: Number(exit) }),
    mode: { kind: "unknown" },
    attachments: attachmentsOf(state, member(member(record, "NetworkSettings"), "Networks")),
    published: hasNamespace(state) ? publishedFrom(member(record, "Ports")) : [],
    ...(project === "" ? {} : { composeProject: project }),
    ...(service === "" ? {} : { composeService: service }),
    ...(files.length === 0 ? {} : { composeFiles: files }),
    ...(folder === "" || !isLocal(folder) ? {} : { composeFolder: folder }),
    ...(text(labels, "com.docker.compose.oneoff") === "True" ? { composeOneOff: true as const } : {}),
    ...(swarmService === "" ? {} : { swarmService }),
    ...(walk === undefined ? {} : { walk }),
  };
  const mode = member(member(record, "HostConfig"), "NetworkMode");
  return typeof mode === "string" ? withMode(listed, networkModeFrom(mode)) : listed;
}

/**
 * The container in this mode. Of one that joined another's namespace, Podman lists the other's addresses and ports:
 * it has none of its own.
 */
export function withMode(container: Container, mode: NetworkMode): Container {
  return mode.kind === "container" ? { ...container, mode, attachments: [], published: [] } : { ...container, mode };
}

/** Names carry a leading slash; further slashes mark legacy links, which are other containers' names for it. */
function nameOf(record: unknown): string {
  const names = member(record, "Names");
  const own = array(names).find((name) => typeof name === "string" && /^\/[^/]+$/u.test(name));
  return typeof own === "string" ? sanitize(own.slice(1)) : "";
}

function stateFrom(state: string): ContainerState {
  switch (state) {
    case "created":
    case "running":
    case "paused":
    case "restarting":
    case "removing":
    case "exited":
    case "dead":
      return state;
    // Podman's words for a moment before and after these (libpod/define/containerstate.go).
    case "configured":
    case "initialized":
      return "created";
    case "stopping":
      return "running";
    case "stopped":
      return "exited";
    default:
      return "unknown";
  }
}

/**
 * Whether a container in this state may have addresses and publish ports. For a moment after its end, or longer after a
 * kill of the engine, the engine lists a container as exited with the addresses and ports that it had, and sends no event
 * when they are gone (docs/docker-behaviour.md, listed-after-its-end).
 */
function hasNamespace(state: ContainerState): boolean {
  return state !== "exited" && state !== "created" && state !== "dead";
}

/** The networks of a listed container. One without a namespace has no address in them. */
function attachmentsOf(state: ContainerState, networks: unknown): Attachment[] {
  const attachments = attachmentsFrom(networks);
  if (hasNamespace(state)) return attachments;
  return attachments.map(({ network, networkId }) => ({
    network,
    ...(networkId === undefined ? {} : { networkId }),
  }));
}

/** Reads `NetworkSettings.Networks`, which lists and inspections share. Sorted by name, so that nothing jumps. */
export function attachmentsFrom(networks: unknown): Attachment[] {
  if (typeof networks !== "object" || networks === null) return [];
  return Object.entries(networks)
    .map(([network, endpoint]: [string, unknown]) => ({
      network: sanitize(network),
      // Podman gives the name for the ID (4.3).
      ...(text(endpoint, "NetworkID") === network ? {} : optional("networkId", sanitize(text(endpoint, "NetworkID")))),
      ...optional("address", addressFrom(member(endpoint, "IPAddress"))),
      ...optional("prefix", prefixFrom(member(endpoint, "IPPrefixLen"))),
      ...optional("gateway", addressFrom(member(endpoint, "Gateway"))),
      ...optional("address6", addressFrom(member(endpoint, "GlobalIPv6Address"))),
      ...optional("prefix6", prefixFrom(member(endpoint, "GlobalIPv6PrefixLen"))),
      ...optional("mac", macFrom(member(endpoint, "MacAddress"))),
      // Sixteen digits tell two apart; there may be ten thousand containers.
      ...optional("endpoint", sanitize(text(endpoint, "EndpointID").slice(0, 16))),
    }))
    .sort((a, b) => (a.network < b.network ? -1 : 1));
}

/** Ports that are none, and protocols that nobody knows, are left out: these numbers go into addresses. */
function publishedFrom(ports: unknown): PublishedPort[] {
  return array(ports)
    .flatMap((port): PublishedPort[] => {
      const hostPort = portFrom(member(port, "PublicPort"));
      const containerPort = portFrom(member(port, "PrivatePort"));
      const protocol = protocolFrom(member(port, "Type"));
      if (hostPort === undefined || containerPort === undefined || protocol === undefined) return [];
      return [{ hostIp: addressFrom(member(port, "IP")), hostPort, containerPort, protocol }];
    })
    .sort((a, b) => a.hostPort - b.hostPort || (a.hostIp < b.hostIp ? -1 : a.hostIp > b.hostIp ? 1 : 0));
}

/** False for the share of another machine, which Windows would log in to: an image may say so in a label. */
function isLocal(file: string): boolean {
  return !/^[\\/]{2}/u.test(file);
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined || value === "" ? {} : ({ [key]: value } as Record<K, V>);
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown, name: string): string {
  const found = member(value, name);
  return typeof found === "string" ? found : "";
}

function array(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
