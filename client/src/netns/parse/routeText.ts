import type { Nexthop, Route } from "../model";
import { wholeNumber, words } from "./tokens";

/** Types of routes that stand before the destination: iproute2 lib/rt_names.c, `rtnl_rtntype_n2a`. */
const types = new Set([
  "unicast",
  "local",
  "broadcast",
  "anycast",
  "multicast",
  "blackhole",
  "unreachable",
  "prohibit",
  "throw",
  "nat",
]);

/** Words of `ip route` that stand alone; others come with a value. */
const flags = new Set([
  "linkdown",
  "dead",
  "onlink",
  "pervasive",
  "offload",
  "trap",
  "notify",
  "unresolved",
  "rt_offload",
  "rt_trap",
]);

/** Reads what `ip route` or `ip -6 route` prints, iproute2's or busybox's. Lines that are no routes are left out. */
export function parseRouteText(text: string, family: Route["family"]): Route[] {
  const routes: Route[] = [];
  for (const line of text.split("\n")) {
    const tokens = words(line);
    const last = routes.at(-1);
    if (tokens[0] === "nexthop" && last !== undefined) {
      routes[routes.length - 1] = { ...last, nexthops: [...(last.nexthops ?? []), nexthopFrom(tokens.slice(1))] };
      continue;
    }
    const route = routeFrom(tokens, family);
    if (route !== undefined) routes.push(route);
  }
  return routes;
}

function nexthopFrom(tokens: readonly string[]): Nexthop {
  const { alone, pairs } = readWords(tokens);
  return {
    gateway: pairs.get("via"),
    device: pairs.get("dev"),
    weight: wholeNumber(pairs.get("weight")),
    flags: alone,
  };
}

function routeFrom(tokens: readonly string[], family: Route["family"]): Route | undefined {
  const typed = types.has(tokens[0] ?? "");
  const destination = tokens[typed ? 1 : 0];
  if (destination === undefined || !/^(?:default|[0-9a-f.:]+(?:\/\d+)?)$/iu.test(destination)) return undefined;
  const { alone, pairs } = readWords(tokens.slice(typed ? 2 : 1));
  return {
    family,
    type: typed ? tokens[0] : undefined,
    destination,
    gateway: pairs.get("via"),
    device: pairs.get("dev"),
    protocol: pairs.get("proto"),
    scope: pairs.get("scope"),
    source: pairs.get("src"),
    metric: wholeNumber(pairs.get("metric")),
    mtu: wholeNumber(pairs.get("mtu")),
    flags: alone,
    preference: pairs.get("pref"),
  };
}

/** Words that stand alone, and those that come with a value. */
function readWords(rest: readonly string[]): { alone: string[]; pairs: Map<string, string> } {
  const alone: string[] = [];
  const pairs = new Map<string, string>();
  for (let at = 0; at < rest.length; at++) {
    const token = rest[at] ?? "";
    if (flags.has(token)) alone.push(token);
    // `via inet6 fe80::1` names the family of a gateway that is of another one.
    else if (token === "via" && /^inet6?$/u.test(rest[at + 1] ?? "")) pairs.set(token, rest[(at += 2)] ?? "");
    else pairs.set(token, rest[++at] ?? "");
  }
  return { alone, pairs };
}
