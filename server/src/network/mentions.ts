import type { Place } from "../compose/syntax/node";
import type { Assignment } from "../compose/model/attributes";
import type { Service } from "../compose/model/service";
import type { Origin, Sourced } from "../compose/values/value";

/** A word in a value that is written as the name of a host. */
export interface Mention {
  readonly name: string;
  /** The port that follows it, where one does. */
  readonly port: number | undefined;
  /** Where it stands: the name and its port, or the whole value where that was put together from variables. */
  readonly at: Place;
  /** The name alone is all of `at`, or name and port are, so that writing another text there replaces it. */
  readonly exact: boolean;
  /** The names of the list that it stands in, which says hosts only where all of them are services. */
  readonly among?: readonly string[];
  /** `label`: whoever reads the label asks for the name, not the service itself. */
  readonly in: "environment" | "command" | "healthcheck" | "label";
  readonly origin: Origin;
}

const host = "[a-zA-Z0-9][a-zA-Z0-9_-]*";
/** `scheme://name`, `scheme://user:password@name`, each with a port or without. */
const inUrl = new RegExp(
  `[a-zA-Z][a-zA-Z0-9+.-]*://(?:[^@/\\s"']*@)?(${host})(?::(\\d{2,5}))?(?=[/?#\\s,;"'\`)]|$)`,
  "g",
);
/** `name:port`, not as the end of a longer name, and with a port that is no version of an image. */
const withPort = new RegExp(`(?<![\\w.@/:$-])(${host}):(\\d{2,5})(?![\\w.:-])`, "g");
/** Variables and flags whose whole value is a host. */
const hostKey = /(?:^|[_-])(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$/i;
/** Variables whose value is a list of hosts. */
const hostsKey = /(?:^|[_-])(?:HOSTS|NODES|SERVERS|SEEDS|PEERS|BROKERS)$/i;
/** What is called so is asked for, allowed or a credential, not called by this container. */
const otherKey = /IMAGE|VERSION|TAG$|(?:^|_)(?:VIRTUAL_HOST|LETSENCRYPT_HOST|NO_PROXY|ALLOWED_HOSTS|TRUSTED_\w+)$/i;
const credentialKey = /USER|PASS|AUTH|CREDENTIAL|SECRET|TOKEN/i;
const hostFlag = /^--?[\w.-]*(?:host|hostname|server|addr|address)=(\S+)$/i;
const lowestPort = 80;

/** The words in a service's values that are written as names of hosts, whether or not they are any. */
export function mentionsIn(service: Service): Mention[] {
  return [
    ...service.environment.flatMap((each) => inAssignment(each, "environment")),
    ...[...service.entrypoint, ...service.command].flatMap((each) => inWord(each, "command")),
    ...service.healthcheck.flatMap((each) => inWord(each, "healthcheck")),
    ...service.labels.flatMap((each) => inAssignment(each, "label")),
  ];
}

function inAssignment({ key, value, at }: Assignment, kind: Mention["in"]): Mention[] {
  if (value === undefined || otherKey.test(key)) return [];
  const whole = hostKey.test(key) && !/^HOSTNAME$/i.test(key) && new RegExp(`^${host}$`).test(value);
  if (whole && kind === "environment") return [mention(value, undefined, 0, value.length, value, at, kind)];
  if (kind === "environment" && hostsKey.test(key)) {
    const list = inList(value, at);
    if (list.length > 0) return list;
  }
  return inText(value, at, kind, !credentialKey.test(key));
}

/** `redis-1,redis-2`: bare names, two at least; one with a port is found as any other. */
function inList(value: string, at: Origin): Mention[] {
  const items = [...value.matchAll(/[^,;\s]+/g)];
  const names = items.map(([name]) => name);
  if (names.length < 2 || !names.every((name) => new RegExp(`^${host}$`).test(name))) return [];
  return items.map(({ 0: name, index }) => ({
    ...mention(name, undefined, index, index + name.length, value, at, "environment"),
    among: names,
  }));
}

function inWord({ value, at }: Sourced<string>, kind: Mention["in"]): Mention[] {
  const flag = hostFlag.exec(value)?.[1];
  if (flag !== undefined && new RegExp(`^${host}$`).test(flag)) {
    return [mention(flag, undefined, value.length - flag.length, value.length, value, at, kind)];
  }
  return inText(value, at, kind);
}

function inText(text: string, at: Origin, kind: Mention["in"], bare = true): Mention[] {
  if (!text.includes(":")) return [];
  const found: Mention[] = [];
  for (const match of text.matchAll(inUrl)) {
    const [whole, name = "", port] = match;
    // What is pulled from there is called by the engine.
    if (/^(?:docker|oci|docker-daemon):/i.test(whole)) continue;
    const start = match.index + whole.length - name.length - (port === undefined ? 0 : port.length + 1);
    found.push(mention(name, port, start, match.index + whole.length, text, at, kind));
  }
  if (!bare) return found;
  for (const match of text.matchAll(withPort)) {
    const [whole, name = "", port = ""] = match;
    if (Number(port) < lowestPort || Number(port) > 65_535) continue;
    found.push(mention(name, port, match.index, match.index + whole.length, text, at, kind));
  }
  return found;
}

function mention(
  name: string,
  port: string | undefined,
  start: number,
  end: number,
  text: string,
  origin: Origin,
  kind: Mention["in"],
): Mention {
  const offset = contentOffset(origin, text);
  const { node } = origin;
  const at =
    offset === undefined
      ? node
      : { chunk: node.chunk, start: node.start + offset + start, end: node.start + offset + end };
  return {
    name,
    port: port === undefined ? undefined : Number(port),
    at,
    exact: offset !== undefined,
    in: kind,
    origin,
  };
}

/**
 * How far behind its node's start a value's text begins, where it stands there as written: a scalar on one line without
 * escapes or variables, or the part of one behind `key=`.
 */
function contentOffset({ node }: Origin, text: string): number | undefined {
  if (node.kind !== "scalar" || node.text.includes("$") || !node.text.endsWith(text)) return undefined;
  const written = node.chunk.text.slice(node.start, node.end);
  const quote = node.style === "double-quoted" || node.style === "single-quoted" ? 1 : 0;
  if (written.slice(quote, written.length - quote) !== node.text) return undefined;
  return quote + node.text.length - text.length;
}
