import { entriesOf, itemsOf, type Origin, type Sourced, textOf, type Value } from "../values/value";
import { type NetworkMode, readNetworkMode } from "./networkMode";
import { type PublishedPort, readExposedPort, readPublishedPort } from "./port";

/** One service of the effective configuration, as far as networking goes. */
export interface Service {
  readonly name: string;
  readonly at: Origin;
  /** Undefined where there is none, where it is null, or where the files cannot tell. */
  readonly networkMode: Sourced<NetworkMode> | undefined;
  /** There is a mode, but its text depends on variables that have no value here. */
  readonly networkModeUnknown: boolean;
  /** The networks that the service names; undefined where it says nothing of them. */
  readonly networks: Sourced<readonly Sourced<string>[]> | undefined;
  readonly ports: Sourced<readonly Sourced<PublishedPort>[]> | undefined;
  readonly expose: readonly Sourced<Pick<PublishedPort, "target" | "protocol">>[];
  /** Empty: the service is always part of the project. Undefined: the files cannot tell. */
  readonly profiles: readonly string[] | undefined;
  /** Services whose successful end this one waits for before it starts. */
  readonly startsAfterEndOf: readonly string[];
}

/** Reads a service's entry. Whatever has an unexpected shape is left out: shape is the schema's business. */
export function readService(name: string, entry: Value): Service {
  const entries = entriesOf(entry);
  const mode = entries.get("network_mode");
  return {
    name,
    at: entry.at,
    networkMode: networkMode(mode),
    networkModeUnknown: mode?.kind === "scalar" && mode.unknown !== undefined,
    networks: networks(entries.get("networks")),
    ports: ports(entries.get("ports")),
    expose: itemsOf(entries.get("expose")).map(readExposedPort),
    profiles: profiles(entries.get("profiles")),
    startsAfterEndOf: startsAfterEndOf(entries.get("depends_on")),
  };
}

function networkMode(value: Value | undefined): Service["networkMode"] {
  const text = textOf(value);
  return value === undefined || text === undefined ? undefined : { value: readNetworkMode(text), at: value.at };
}

function networks(value: Value | undefined): Service["networks"] {
  if (value?.kind === "sequence") {
    return { at: value.at, value: value.items.map((item) => ({ value: textOf(item) ?? "", at: item.at })) };
  }
  if (value?.kind === "mapping") {
    return { at: value.at, value: [...value.entries].map(([name, { at }]) => ({ value: name, at })) };
  }
  return undefined;
}

function ports(value: Value | undefined): Service["ports"] {
  return value?.kind === "sequence" ? { at: value.at, value: value.items.map(readPublishedPort) } : undefined;
}

function profiles(value: Value | undefined): Service["profiles"] {
  const names = itemsOf(value).map(textOf);
  return names.every((name) => name !== undefined) ? names : undefined;
}

function startsAfterEndOf(value: Value | undefined): string[] {
  return [...entriesOf(value)]
    .filter(([, condition]) => textOf(entriesOf(condition).get("condition")) === "service_completed_successfully")
    .map(([service]) => service);
}
