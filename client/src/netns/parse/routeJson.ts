import { record } from "../../docker/record";
import type { Nexthop, Route } from "../model";
import { jsonArray, jsonList, jsonNumber, jsonWord, jsonWords } from "./tokens";

/** Reads what `ip -j route` or `ip -6 -j route` prints. Undefined where it is not that; never throws. */
export function parseRouteJson(text: string, family: Route["family"]): Route[] | undefined {
  return jsonList(text)
    ?.map((value) => routeFrom(value, family))
    .filter((route) => route !== undefined);
}

function routeFrom(value: unknown, family: Route["family"]): Route | undefined {
  const entry = record(value);
  const destination = jsonWord(entry.dst);
  if (destination === undefined) return undefined;
  const via = record(entry.via);
  return {
    family,
    type: jsonWord(entry.type),
    destination,
    gateway: jsonWord(entry.gateway) ?? jsonWord(via.host),
    device: jsonWord(entry.dev),
    protocol: jsonWord(entry.protocol),
    scope: jsonWord(entry.scope),
    source: jsonWord(entry.prefsrc),
    metric: jsonNumber(entry.metric),
    mtu: mtuOf(entry.metrics),
    flags: jsonWords(entry.flags),
    preference: jsonWord(entry.pref),
    ...(Array.isArray(entry.nexthops) ? { nexthops: jsonArray(entry.nexthops).map(nexthopFrom) } : {}),
  };
}

function nexthopFrom(value: unknown): Nexthop {
  const entry = record(value);
  return {
    gateway: jsonWord(entry.gateway) ?? jsonWord(record(entry.via).host),
    device: jsonWord(entry.dev),
    weight: jsonNumber(entry.weight),
    flags: jsonWords(entry.flags),
  };
}

/** `"metrics": [{"mtu": 1400}]`. */
function mtuOf(metrics: unknown): number | undefined {
  const [first] = Array.isArray(metrics) ? (metrics as unknown[]) : [];
  return jsonNumber(record(first).mtu);
}
