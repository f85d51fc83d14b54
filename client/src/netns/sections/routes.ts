import type { Localizer } from "../../platform/localizer";
import type { KnownField, Namespace, Nexthop, Route, Texts } from "../model";
import { procNetOf } from "../parse/procNetSplit";
import { parseProcRoutes } from "../parse/procRoutes";
import { parseRouteJson } from "../parse/routeJson";
import { parseRouteText } from "../parse/routeText";
import type { Line } from "../render/render";
import { addresses } from "./addresses";
import { defineSection, type NamedNamespace, type SectionReading } from "./section";
import { comment, halves, shortened } from "./wording";

declare module "../model" {
  interface Namespace {
    readonly routes?: readonly Route[] | undefined;
  }
  interface KnownFields {
    readonly routeProtocol: true;
    readonly routeSource: true;
    readonly routeScope: true;
    readonly routeFlags: true;
    readonly routePreference: true;
  }
}

const ip = { json: "ip -j route", text: "ip route" } as const;
const ip6 = { json: "ip -6 -j route", text: "ip -6 route" } as const;
const files = ["/proc/net/route", "/proc/net/ipv6_route"];

/** The routes of the main table, of both families. Those of /proc are read for the addresses already. */
export const routes = defineSection({
  id: "routes",
  title: "ip route",
  ending: "ip-route",
  asks: { depth: "full", ip: [ip, ip6] },
  sources: [[ip.text, ip6.text], [ip.json, ip6.json], files],
  parse,
  reduced: (namespace, known) => ({
    ...namespace,
    routes: namespace.routes?.map((route) => reducedRoute(route, known)),
  }),
  fieldNames: (l10n) => ({
    routeProtocol: l10n.t("protocols of routes"),
    routeSource: l10n.t("source addresses of routes"),
  }),
  lines: ({ routes: found }, _names, l10n) =>
    found?.length === 0 ? comment(l10n.t("no routes")) : found && routeLines(found),
  // Its subnets come with its addresses.
  planned: addresses.planned,
  verdict: (left, right, l10n) => halves(sideText(left, l10n), sideText(right, l10n), l10n),
  shortVerdict,
});

const everyField: readonly KnownField[] = [
  "routeScope",
  "routeProtocol",
  "routeSource",
  "routeFlags",
  "routePreference",
];

function parse(texts: Texts): SectionReading | undefined {
  const json = [
    parseRouteJson(texts.get(ip.json) ?? "", "inet"),
    parseRouteJson(texts.get(ip6.json) ?? "", "inet6"),
  ] as const;
  if (json[0] !== undefined) return { part: { routes: [...json[0], ...(json[1] ?? [])] }, knownFields: everyField };
  const text = texts.get(ip.text);
  if (text !== undefined) {
    const found = [...parseRouteText(text, "inet"), ...parseRouteText(texts.get(ip6.text) ?? "", "inet6")];
    // Busybox leaves out who made a route, and does not leave out the local table's routes for multicast.
    if (found.some(({ protocol }) => protocol !== undefined))
      return { part: { routes: found }, knownFields: everyField };
    const ofMain = found.filter(({ type, destination }) => type !== "multicast" || destination !== "ff00::/8");
    return { part: { routes: ofMain }, knownFields: ["routeScope", "routeSource"] };
  }
  const { route, ipv6_route: ipv6Route = "", fib_trie: fibTrie = "" } = procNetOf(texts);
  if (route === undefined) return undefined;
  return { part: { routes: parseProcRoutes(route, ipv6Route, fibTrie) }, knownFields: ["routeScope"] };
}

function reducedRoute(route: Route, known: ReadonlySet<KnownField>): Route {
  return {
    ...route,
    protocol: known.has("routeProtocol") ? route.protocol : undefined,
    source: known.has("routeSource") ? route.source : undefined,
    scope: known.has("routeScope") ? route.scope : undefined,
    flags: known.has("routeFlags") ? route.flags : [],
    preference: known.has("routePreference") ? route.preference : undefined,
  };
}

/** A line that is about a route. */
export interface RouteLine extends Line {
  readonly route: Route;
}

/** Routes as `ip route` of iproute2 prints them, IPv4 first, as `ip route` and `ip -6 route` would one after the other. */
export function routeLines(routes: readonly Route[]): RouteLine[] {
  const ordered = [...routes].sort((a, b) => Number(a.family === "inet6") - Number(b.family === "inet6"));
  return ordered.flatMap((route) => [
    { text: routeText(route), route },
    ...(route.nexthops ?? []).map((hop): RouteLine => ({
      text: `\tnexthop ${nexthopText(hop, route.family)}`,
      route: { ...route, gateway: hop.gateway, device: hop.device },
    })),
  ]);
}

function nexthopText({ gateway, device, weight, flags }: Nexthop, family: Route["family"]): string {
  const named: readonly (readonly [string, string | number | undefined])[] = [
    ["via", gatewayText(gateway, family)],
    ["dev", device],
    ["weight", weight],
  ];
  return [...named.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])), ...flags].join(" ");
}

/** A gateway of the other family comes with the name of it. */
function gatewayText(gateway: string | undefined, family: Route["family"]): string | undefined {
  return family === "inet" && gateway?.includes(":") === true ? `inet6 ${gateway}` : gateway;
}

function routeText(route: Route): string {
  const named: readonly (readonly [string, string | number | undefined])[] = [
    ["via", gatewayText(route.gateway, route.family)],
    ["dev", route.device],
    ["proto", route.protocol],
    ["scope", route.scope],
    ["src", route.source],
    ["metric", route.metric],
    ["mtu", route.mtu],
  ];
  return [
    // Without a type it is a unicast route; `ip -d route` alone says so.
    ...(route.type === undefined || route.type === "unicast" ? [] : [route.type]),
    route.destination,
    ...named.flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`])),
    ...route.flags,
    ...(route.preference === undefined ? [] : [`pref ${route.preference}`]),
  ].join(" ");
}

function sideText({ name, namespace }: NamedNamespace, l10n: Localizer): string {
  if (namespace.routes === undefined) return "";
  const defaults = defaultsIn(namespace.routes);
  if (defaults.length === 0) return l10n.t("{0} has no default route: it reaches its own networks only", name);
  return l10n.t("{0} leaves by {1}", name, shortened(defaults.map(wayOut), l10n));
}

function shortVerdict({ routes: left }: Namespace, { routes: right }: Namespace, l10n: Localizer): string {
  if (left === undefined || right === undefined) return "";
  const [of, own] = [left, right].map((found) => defaultsIn(found).map(wayOut));
  if (own === undefined || own.length === 0) return l10n.t("No default route: its own networks only");
  const text = shortened(own, l10n);
  return JSON.stringify(of) === JSON.stringify(own)
    ? l10n.t("Same default route: {0}", text)
    : l10n.t("Own default route: {0}", text);
}

function defaultsIn(routes: readonly Route[]): Route[] {
  return routes.filter(({ destination, type }) => destination === "default" && type === undefined);
}

function wayOut({ gateway, device, nexthops = [] }: Route): string {
  const hops = nexthops.length === 0 ? [{ gateway, device }] : nexthops;
  return hops.map((hop) => [hop.gateway, hop.device].filter((part) => part !== undefined).join(" dev ")).join(", ");
}
