import { contentsEntry } from "../project/configContents";
import type { Node } from "../syntax/node";
import { entriesOf, itemsOf, type Origin, type Sourced, textOf, type Value } from "../values/value";
import {
  type Assignment,
  assignments,
  byName,
  everyAssignment,
  flag,
  integer,
  shownThrough,
  uniqueWords,
  word,
  words,
} from "./attributes";
import { type Deploy, type DeployedWith, readDeploy } from "./deploy";
import { type NetworkMode, readNetworkMode } from "./networkMode";
import { type ExposedPort, type PublishedPort, readExposedPort, readPublishedPort } from "./port";

/** One service of the effective configuration, as far as networking goes. */
export interface Service {
  readonly name: string;
  readonly at: Origin;
  /** Undefined where there is none, where it is null, or where the files cannot tell. */
  readonly networkMode: SourcedMode | undefined;
  /** There is a mode, but its text depends on variables that have no value here. */
  readonly networkModeUnknown: boolean;
  /** The networks that the service names; undefined where it says nothing of them. */
  readonly networks: Sourced<readonly Sourced<Attachment>[]> | undefined;
  readonly ports: Sourced<readonly Sourced<PublishedPort>[]> | undefined;
  readonly expose: readonly Sourced<ExposedPort>[];
  /** Empty: the service is always part of the project. Undefined: the files cannot tell. */
  readonly profiles: readonly string[] | undefined;
  readonly links: readonly Sourced<string>[];
  readonly dns: readonly Sourced<string>[];
  readonly extraHosts: readonly Assignment[];
  readonly image: Sourced<string> | undefined;
  readonly hostname: Sourced<string> | undefined;
  readonly containerName: Sourced<string> | undefined;
  readonly macAddress: Sourced<string> | undefined;
  readonly sysctls: readonly Assignment[];
  readonly capAdd: readonly Sourced<string>[];
  readonly privileged: Sourced<boolean> | undefined;
  readonly uts: Sourced<string> | undefined;
  readonly usernsMode: Sourced<string> | undefined;
  readonly user: Sourced<string> | undefined;
  /** `scale`, or `deploy.replicas` where there is no `scale`. */
  readonly replicas: Sourced<number> | undefined;
  readonly dependsOn: readonly Dependency[];
  /** Services that it names in `depends_on`, `links`, `volumes_from` or a `service:` mode. */
  readonly references: readonly Sourced<Reference>[];
  /** Whether it says what runs: an image, a build. What does not is completed by another file. */
  readonly runsSomething: boolean;
  /** Whether it takes over from another service, which may be out of reach: then what it does not say is not known. */
  readonly extendsAnother: boolean;
  /** Run by a provider, not as a container: it has no network (compose-spec `provider`). */
  readonly provided: boolean;
  /** Whether the entry is a mapping: anything else, also nothing at all, Compose refuses. */
  readonly isMapping: boolean;
  /** Attributes whose value is of a kind that Compose's schema refuses, with the kind that it wants. */
  readonly misshapen: readonly Sourced<string>[];
  /** Attributes that a merge key brings although `!reset` removes them beside it. */
  readonly shownThrough: readonly Sourced<string>[];
  readonly environment: readonly Assignment[];
  /** The words of `command` and `entrypoint`, unsplit where they are one text. */
  readonly command: readonly Sourced<string>[];
  readonly entrypoint: readonly Sourced<string>[];
  /** The texts of the configs that it takes, as far as they stand in the Compose file. */
  readonly configs: readonly Sourced<string>[];
  /** The words of `healthcheck.test`. */
  readonly healthcheck: readonly Sourced<string>[];
  readonly labels: readonly Assignment[];
  readonly buildNetwork: Sourced<string> | undefined;
  /** What the service says to Swarm. */
  readonly deploy: Deploy;
  /** What `docker stack deploy` leaves out; the attributes above are without it where the user says that it runs the service. */
  readonly ignoredByStack: IgnoredByStack;
}

/** A service's mode, at the first of the files in which it is what it is: those above only repeat it. */
export interface SourcedMode extends Sourced<NetworkMode> {
  /** Where files above say the same again. */
  readonly repeats?: readonly Origin[];
}

/**
 * Source: docker/cli cli/compose/types/types.go, UnsupportedProperties, as far as networking goes
 * (docs/docker-behaviour.md#stack-ignores).
 */
export type IgnoredByStack = Pick<Service, "networkMode" | "links" | "macAddress">;

const nothingIgnored: IgnoredByStack & Pick<Service, "networkModeUnknown"> = {
  networkMode: undefined,
  networkModeUnknown: false,
  links: [],
  macAddress: undefined,
};

/** A service's place on a network. */
export interface Attachment {
  readonly network: string;
  readonly aliases: readonly Sourced<string>[];
  readonly ipv4Address: Sourced<string> | undefined;
  readonly ipv6Address: Sourced<string> | undefined;
}

/** A service that another one names; one that is not required may be switched off by its profile, but has to be there. */
export interface Reference {
  readonly service: string;
  readonly required: boolean;
  /** The attribute that names it: `depends_on`, `links`, `network_mode`. */
  readonly attribute: string;
}

/** A service that has to be there first. */
export interface Dependency {
  readonly service: string;
  readonly condition: string;
  readonly required: boolean;
  /** Whether a restart of that one by Compose restarts this one too; undefined where the files cannot tell. */
  readonly restart: boolean | undefined;
  readonly at: Origin;
}

/** Reads a service's entry. Whatever has an unexpected shape is left out: shape is the schema's business. */
export function readService(name: string, entry: Value, deployedWith: DeployedWith = "auto"): Service {
  const entries = entriesOf(entry);
  const mode = entries.get("network_mode");
  const ignoredByStack = {
    networkMode: networkMode(mode),
    links: uniqueWords(entries.get("links")),
    macAddress: word(entries.get("mac_address")),
  };
  const deploy = readDeploy(entries.get("deploy"), entry.at.file, deployedWith);
  const networkModeUnknown = mode?.kind === "scalar" && mode.unknown !== undefined;
  const taken = deploy.forSwarm === "stated" ? nothingIgnored : { ...ignoredByStack, networkModeUnknown };
  const awaited = dependsOn(entries.get("depends_on"));
  // One literal, so that all services have one form: thousands are made at once.
  return {
    name,
    at: entry.at,
    networkMode: taken.networkMode,
    links: taken.links,
    macAddress: taken.macAddress,
    networkModeUnknown: taken.networkModeUnknown,
    networks: networks(entries.get("networks")),
    ports: ports(entries.get("ports")),
    expose: uniqueWords(entries.get("expose")).map(readExposedPort),
    profiles: profiles(entries.get("profiles")),
    dns: uniqueWords(entries.get("dns")),
    extraHosts: everyAssignment(entries.get("extra_hosts"), /[=:]/),
    image: word(entries.get("image")),
    hostname: word(entries.get("hostname")),
    containerName: word(entries.get("container_name")),
    sysctls: assignments(entries.get("sysctls")),
    capAdd: uniqueWords(entries.get("cap_add")),
    privileged: flag(entries.get("privileged")),
    uts: word(entries.get("uts")),
    usernsMode: word(entries.get("userns_mode")),
    user: word(entries.get("user")),
    replicas: integer(entries.get("scale")) ?? integer(entriesOf(entries.get("deploy")).get("replicas")),
    dependsOn: awaited,
    references: references(entries, awaited),
    runsSomething: ["image", "build", "provider"].some((key) => entries.has(key)),
    extendsAnother: extendsAnother(entry, entries),
    provided: entries.has("provider"),
    isMapping: entry.kind === "mapping",
    misshapen: misshapen(entries),
    shownThrough: shownThrough(entries),
    environment: assignments(entries.get("environment")),
    command: words(entries.get("command")),
    entrypoint: words(entries.get("entrypoint")),
    healthcheck: words(entriesOf(entries.get("healthcheck")).get("test")),
    configs: words(entries.get(contentsEntry)),
    labels: assignments(entries.get("labels")),
    buildNetwork: word(entriesOf(entries.get("build")).get("network")),
    deploy,
    ignoredByStack,
  };
}

/** Whether a mapping that says something of the service says `extends` too; values reached by it keep that step. */
function extendsAnother({ at: { node } }: Value, entries: ReadonlyMap<string, Value>): boolean {
  const says = (map: Node | undefined): boolean =>
    map?.kind === "mapping" && map.pairs.some(({ key }) => key.text === "extends");
  if (says(node)) return true;
  for (const { at } of entries.values()) {
    const pair = at.key?.parent;
    if (pair?.kind === "pair" && pair.parent !== node && says(pair.parent)) return true;
  }
  return false;
}

function networkMode(value: Value | undefined): Service["networkMode"] {
  const text = textOf(value);
  if (value === undefined || text === undefined) return undefined;
  let { at } = value;
  const repeats: Origin[] = [];
  // What a service extends has findings of its own, and a repetition of its mode may be what breaks this one.
  for (let below = at.replaced; below !== undefined && !below.via.has("extends"); below = below.replaced) {
    if (!saysTheSame(at.node, below.node)) break;
    repeats.unshift(at);
    at = below;
  }
  return { value: readNetworkMode(text), at, ...(repeats.length === 0 ? {} : { repeats }) };
}

function saysTheSame(one: Node, other: Node): boolean {
  return one.kind === "scalar" && other.kind === "scalar" && one.text === other.text;
}

function networks(value: Value | undefined): Service["networks"] {
  if (value === undefined || value.kind === "scalar") return undefined;
  const attachments = [...byName(value)].map(([network, entry]) => {
    const entries = entriesOf(entry);
    return {
      at: entry.at,
      value: {
        network,
        aliases: uniqueWords(entries.get("aliases")),
        ipv4Address: word(entries.get("ipv4_address")),
        ipv6Address: word(entries.get("ipv6_address")),
      },
    };
  });
  return { at: value.at, value: attachments };
}

function ports(value: Value | undefined): Service["ports"] {
  return value?.kind === "sequence" ? { at: value.at, value: value.items.map(readPublishedPort) } : undefined;
}

function profiles(value: Value | undefined): Service["profiles"] {
  const names = itemsOf(value).map(textOf);
  return names.every((name) => name !== undefined) ? [...new Set(names)] : undefined;
}

function dependsOn(value: Value | undefined): Dependency[] {
  return [...byName(value)].map(([service, entry]) => {
    const entries = entriesOf(entry);
    const restart = entries.get("restart");
    return {
      service,
      condition: textOf(entries.get("condition")) ?? "service_started",
      required: flag(entries.get("required"))?.value ?? true,
      restart: restart === undefined ? false : flag(restart)?.value,
      at: entry.at,
    };
  });
}

/**
 * An entry of `depends_on` takes the place of what the other attributes imply; a network mode is looked at all the same.
 * Source: compose-go types/types.go (GetDependencies), loader/normalize.go (implicit dependencies), loader/validate.go.
 */
function references(entries: ReadonlyMap<string, Value>, awaited: readonly Dependency[]): Sourced<Reference>[] {
  const optional = new Set(awaited.flatMap(({ service, required }) => (required ? [] : [service])));
  const named = (attribute: string, services: readonly Sourced<string>[]): Sourced<Reference>[] =>
    services
      .filter(({ value }) => attribute === "network_mode" || !optional.has(value))
      .map(({ value: service, at }) => ({ value: { service, required: true, attribute }, at }));
  const ofMode = (attribute: string): Sourced<Reference>[] => {
    const mode = word(entries.get(attribute));
    const service = mode?.value.startsWith("service:") === true ? mode.value.slice("service:".length) : undefined;
    return mode === undefined || service === undefined ? [] : named(attribute, [{ value: service, at: mode.at }]);
  };
  const beforeColon = (attribute: string): Sourced<string>[] =>
    words(entries.get(attribute)).map(({ value, at }) => ({ value: value.split(":")[0] ?? value, at }));
  return [
    ...awaited.map(({ service, required, at }) => ({ value: { service, required, attribute: "depends_on" }, at })),
    ...["network_mode", "ipc", "pid", "uts", "cgroup"].flatMap(ofMode),
    ...named("links", beforeColon("links")),
    ...named(
      "volumes_from",
      beforeColon("volumes_from").filter(({ value }) => value !== "container"),
    ),
  ];
}

const lists = ["ports", "expose", "links", "profiles"];

/** Source: compose-spec schema/compose-spec.json, for the attributes that Hostside reads. */
function misshapen(entries: ReadonlyMap<string, Value>): Sourced<string>[] {
  const found: Sourced<string>[] = [];
  for (const [key, value] of entries) {
    const twice = key === "networks" ? repeated(value) : undefined;
    const wanted = twice === undefined ? wantedShape(key, value) : undefined;
    if (twice !== undefined) found.push({ value: `networks items at ${twice.join(" and ")} are equal`, at: value.at });
    else if (wanted !== undefined) found.push({ value: `${key} must be a ${wanted}`, at: value.at });
  }
  return found;
}

/** The places of two items of a list that are the same word. */
function repeated(value: Value): [number, number] | undefined {
  const texts = itemsOf(value).map(textOf);
  const second = texts.findIndex((text, index) => text !== undefined && texts.indexOf(text) < index);
  return second < 0 ? undefined : [texts.indexOf(texts[second]), second];
}

function wantedShape(key: string, value: Value): string | undefined {
  if (lists.includes(key)) return value.kind === "sequence" ? undefined : "array";
  if (key === "networks") return value.kind === "scalar" ? "array" : undefined;
  if (key !== "network_mode") return undefined;
  return value.kind === "scalar" && !value.isNull && !isPlainNumberOrFlag(value) ? undefined : "string";
}

function isPlainNumberOrFlag({ at: { node } }: Value): boolean {
  return node.kind === "scalar" && node.style === "plain" && /^(?:[-+]?\d[\d_.]*|true|false)$/i.test(node.text);
}
