import { entriesOf, type Origin, type Sourced, type Value } from "../values/value";
import { flag, word } from "./attributes";
import { type Ipam, readIpam } from "./ipam";

/** One entry of the top-level `networks`. */
export interface Network {
  /** The key that services use. */
  readonly key: string;
  readonly at: Origin;
  /** The name on the engine, where the file says one; else Compose makes it of project and key. */
  readonly name: Sourced<string> | undefined;
  readonly driver: Sourced<string> | undefined;
  readonly external: boolean;
  /** Nothing leads outside, and no port is published. */
  readonly internal: boolean;
  readonly ipam: Ipam;
  /** Undefined where nothing is said of it; a value that is not known is none of the two. */
  readonly enableIpv6: boolean | "unknown" | undefined;
}

/** Reads a network's entry. `external: {name: N}` is the old form of `external: true` with `name: N`. */
export function readNetwork(key: string, entry: Value): Network {
  const entries = entriesOf(entry);
  const external = entries.get("external");
  const ipv6 = entries.get("enable_ipv6");
  return {
    key,
    at: entry.at,
    name: word(entries.get("name")) ?? word(entriesOf(external).get("name")),
    driver: word(entries.get("driver")),
    external: external?.kind === "mapping" || flag(external)?.value === true,
    internal: flag(entries.get("internal"))?.value === true,
    ipam: readIpam(entries.get("ipam")),
    enableIpv6: ipv6 === undefined ? undefined : (flag(ipv6)?.value ?? "unknown"),
  };
}
