import { entriesOf, type Origin, type Sourced, type Value } from "../values/value";
import { word } from "./attributes";

/** What a service's `deploy` says that means something to Swarm (https://docs.docker.com/reference/compose-file/deploy/). */
export interface Deploy {
  /** The section; undefined where there is none. */
  readonly at: Origin | undefined;
  readonly mode: Sourced<string> | undefined;
  /** Whether it says on which nodes the service may run. */
  readonly placed: boolean;
  /** Whether it says how many of it there are. */
  readonly replicated: boolean;
}

/** Reads `deploy`. */
export function readDeploy(value: Value | undefined): Deploy {
  const entries = entriesOf(value);
  return {
    at: value?.at,
    mode: word(entries.get("mode")),
    placed: entriesOf(entries.get("placement")).size > 0,
    replicated: entries.has("replicas"),
  };
}
