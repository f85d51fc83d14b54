import { entriesOf, type Origin, type Sourced, type Value } from "../values/value";
import { flag, word } from "./attributes";

/** One entry of the top-level `networks`. */
export interface Network {
  /** The key that services use. */
  readonly key: string;
  readonly at: Origin;
  /** The name on the engine, where the file says one; else Compose makes it of project and key. */
  readonly name: Sourced<string> | undefined;
  readonly driver: Sourced<string> | undefined;
  readonly external: boolean;
}

/** Reads a network's entry. `external: {name: N}` is the old form of `external: true` with `name: N`. */
export function readNetwork(key: string, entry: Value): Network {
  const entries = entriesOf(entry);
  const external = entries.get("external");
  return {
    key,
    at: entry.at,
    name: word(entries.get("name")) ?? word(entriesOf(external).get("name")),
    driver: word(entries.get("driver")),
    external: external?.kind === "mapping" || flag(external)?.value === true,
  };
}
