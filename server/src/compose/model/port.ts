import { say, type Text } from "../../../../shared/text";
import { entriesOf, type Origin, type Sourced, textOf, type Value } from "../values/value";
import { readHostAddress } from "../../../../shared/hostAddress";

/** An inclusive range of port numbers; `first` equals `last` for a single port. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** One item of a service's `ports`. */
export interface PublishedPort {
  /**
   * The host IP as written, without brackets; undefined means every address, IPv4 and IPv6
   * (docs/docker-behaviour.md#port-claims).
   */
  readonly hostIp: string | undefined;
  /** The host ports; "ephemeral" where Docker picks one, undefined where the files cannot tell. */
  readonly published: PortRange | "ephemeral" | undefined;
  /** Where the long form says them by a variable. */
  readonly publishedAt?: Origin;
  /** The container ports; undefined where the files cannot tell or where the text is no port. */
  readonly target: PortRange | undefined;
  readonly protocol: string;
  /** Docker's words where it refuses the text as a port. */
  readonly invalid: string | undefined;
  /** `ingress` or `host`: means something to Swarm only (docs/docker-behaviour.md#port-mode-without-swarm). */
  readonly mode: string;
}

const longestPort = 65_535;

/**
 * Reads one item of `ports`, short or long syntax.
 * Source: docker/go-connections nat/nat.go (ParsePortSpec), compose-go types/config.go, compose-spec `ports`.
 */
export function readPublishedPort(item: Value): Sourced<PublishedPort> {
  if (item.kind === "mapping") return { at: item.at, value: longPort(item) };
  const isNull = item.kind === "scalar" && item.isNull;
  return { at: item.at, value: isNull ? { ...nothingKnown, invalid: "must be a number" } : shortPort(textOf(item)) };
}

/** One item of a service's `expose`. */
export interface ExposedPort extends Pick<PublishedPort, "target" | "protocol"> {
  readonly text: string;
}

/** Reads one item of `expose`: a container port or range, with an optional protocol. */
export function readExposedPort({ value: text, at }: Sourced<string>): Sourced<ExposedPort> {
  const [ports, protocol] = splitProtocol(text);
  return { at, value: { text, target: readRange(ports), protocol: protocol.toLowerCase() } };
}

const nothingKnown: PublishedPort = {
  hostIp: undefined,
  published: undefined,
  target: undefined,
  protocol: "tcp",
  mode: "ingress",
  invalid: undefined,
};

function shortPort(text: string | undefined): PublishedPort {
  if (text === undefined) return nothingKnown;
  const [ports, protocol] = splitProtocol(text);
  const lastColon = ports.lastIndexOf(":");
  const container = ports.slice(lastColon + 1);
  const host = lastColon < 0 ? "" : ports.slice(0, lastColon);
  const ipEnd = host.lastIndexOf(":");
  const writtenIp = ipEnd <= 0 ? "" : host.slice(0, ipEnd);
  const hostIp = writtenIp.replace(/^\[(.*)\]$/, "$1");
  const hostPort = host.slice(ipEnd + 1);
  return {
    ...nothingKnown,
    hostIp: hostIp || undefined,
    published: readPublished(hostPort),
    target: readRange(container),
    protocol: protocol.toLowerCase(),
    invalid: refusal({ text, writtenIp, hostIp, hostPort, container, protocol }),
  };
}

interface PortParts {
  readonly text: string;
  readonly writtenIp: string;
  readonly hostIp: string;
  readonly hostPort: string;
  readonly container: string;
  readonly protocol: string;
}

/** The words in which Docker refuses a port (docker/go-connections nat/nat.go, ParsePortSpec). */
function refusal(parts: PortParts): string | undefined {
  const { text, writtenIp, hostIp, hostPort, container, protocol } = parts;
  if (writtenIp.includes(":") && !writtenIp.startsWith("[")) {
    return `Invalid ip address ${writtenIp}: address ${writtenIp}:: too many colons in address`;
  }
  if (hostIp !== "" && readHostAddress(hostIp) === undefined) return `Invalid ip address: ${hostIp}`;
  if (container === "") return `No port specified: ${text}<empty>`;
  const target = parsePorts(container);
  if (target?.last === 0) return "service ports is missing a target port";
  if (target === undefined) return `Invalid containerPort: ${container}`;
  const published = hostPort === "" ? undefined : parsePorts(hostPort);
  if (hostPort !== "" && published === undefined) return `Invalid hostPort: ${hostPort}`;
  const width = ({ first, last }: PortRange): number => last - first;
  if (published !== undefined && width(published) !== width(target) && width(target) > 0) {
    return `Invalid ranges specified for container and host Ports: ${container} and ${hostPort}`;
  }
  return ["tcp", "udp", "sctp"].includes(protocol.toLowerCase()) ? undefined : `Invalid proto: ${protocol}`;
}

/** As {@link readRange}, but with port 0, which Docker takes for "any". */
function parsePorts(text: string): PortRange | undefined {
  return text === "0" ? { first: 0, last: 0 } : readRange(text);
}

function longPort(item: Value): PublishedPort {
  const entries = entriesOf(item);
  const published = entries.get("published");
  const hostIp = entries.get("host_ip");
  return {
    ...nothingKnown,
    hostIp: textOf(hostIp) || undefined,
    published: published === undefined ? "ephemeral" : readPublished(textOf(published)),
    ...(published?.at.variables !== undefined && { publishedAt: published.at }),
    target: readRange(textOf(entries.get("target")) ?? ""),
    protocol: textOf(entries.get("protocol"))?.toLowerCase() || "tcp",
    mode: textOf(entries.get("mode")) || "ingress",
    invalid: entries.has("target") ? undefined : "service ports is missing a target port",
  };
}

/** `:80` and `0:80` leave the host port to Docker (docs/docker-behaviour.md#port-syntax). */
function readPublished(text: string | undefined): PublishedPort["published"] {
  if (text === undefined) return undefined;
  if (text === "" || text === "0") return "ephemeral";
  return readRange(text);
}

function splitProtocol(text: string): [ports: string, protocol: string] {
  const slash = text.indexOf("/");
  return slash < 0 ? [text, "tcp"] : [text.slice(0, slash), text.slice(slash + 1).split("/")[0] || "tcp"];
}

/** `80` or `80-90`; undefined for anything that Docker refuses as a port. */
function readRange(text: string): PortRange | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first >= 1 && last <= longestPort && first <= last ? { first, last } : undefined;
}

/** `port 80/tcp` or `ports 80-90/tcp`. */
export function portsOf(range: PortRange, protocol: string): Text {
  const ports = formatRange(range);
  return range.first === range.last ? say`port ${ports}/${protocol}` : say`ports ${ports}/${protocol}`;
}

/** `80` or `80-90`, as people write it. */
export function formatRange({ first, last }: PortRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}
