import { entriesOf, type Origin, type Sourced, type Value } from "../values/value";
import { word } from "./attributes";

/** What a service's `deploy` says that means something to Swarm (https://docs.docker.com/reference/compose-file/deploy/). */
export interface Deploy {
  /** The section; undefined where there is none. */
  readonly at: Origin | undefined;
  readonly mode: Sourced<string> | undefined;
  /** Whether it says what only Swarm does: how to place, update or reach the service. */
  readonly speaksToSwarm: boolean;
  /** Whether it says on which nodes the service may run. */
  readonly placed: boolean;
}

/** Reads `deploy`. */
export function readDeploy(value: Value | undefined): Deploy {
  const entries = entriesOf(value);
  return {
    at: value?.at,
    speaksToSwarm: ["mode", "placement", "update_config", "rollback_config", "endpoint_mode"].some((key) =>
      entries.has(key),
    ),
    mode: word(entries.get("mode")),
    placed: entriesOf(entries.get("placement")).size > 0,
  };
}
