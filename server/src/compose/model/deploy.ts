import { nameOf } from "../project/paths";
import { type Assignment, assignments } from "./attributes";
import { entriesOf, type Origin, type Value } from "../values/value";

/** What runs the services; `auto` leaves it to what the files say. */
export const deployments = ["auto", "compose", "stack"] as const;
export type DeployedWith = (typeof deployments)[number];

/** Whether a word names what runs services. */
export function isDeployedWith(word: unknown): word is DeployedWith {
  return deployments.some((each) => each === word);
}

/**
 * How sure it is that `docker stack deploy` runs a service. `stated`: the user says so. `written`: its `deploy` says what only
 * Swarm does, or its file is called as Docker's own samples call stacks. `possible`: `deploy` has replicas, which Compose takes too.
 */
export type ForSwarm = "stated" | "written" | "possible" | "no";

/** What a service's `deploy` says to Swarm (https://docs.docker.com/reference/compose-file/deploy/). */
export interface Deploy {
  /** The section; undefined where there is none. */
  readonly at: Origin | undefined;
  readonly forSwarm: ForSwarm;
  /** Those of the service, which a proxy in a swarm reads. */
  readonly labels: readonly Assignment[];
  /** Where `endpoint_mode: dnsrr` stands. */
  readonly dnsrr?: Origin;
}

const onlySwarms = ["mode", "placement", "update_config", "rollback_config", "endpoint_mode"];
/** `stack` alone says nothing: to Portainer every project is one. */
const stackFile = /(?:^|[._-])(?:docker-stack|swarm)(?:[._-]|$)/i;

/** Reads the `deploy` of a service that stands in `file`. */
export function readDeploy(value: Value | undefined, file: string, deployedWith: DeployedWith): Deploy {
  const forSwarm = deployedWith === "auto" ? asWritten(value, file) : stated(deployedWith);
  const entries = entriesOf(value);
  const mode = entries.get("endpoint_mode");
  const dnsrr = mode?.kind === "scalar" && mode.text === "dnsrr" ? { dnsrr: mode.at } : {};
  return { at: value?.at, forSwarm, labels: assignments(entries.get("labels")), ...dnsrr };
}

function stated(deployedWith: "compose" | "stack"): ForSwarm {
  return deployedWith === "stack" ? "stated" : "no";
}

function asWritten(value: Value | undefined, file: string): ForSwarm {
  const entries = entriesOf(value);
  if (onlySwarms.some((key) => entries.has(key)) || stackFile.test(nameOf(file))) return "written";
  return entries.has("replicas") ? "possible" : "no";
}
