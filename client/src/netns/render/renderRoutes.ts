import type { Nexthop, Route } from "../model";
import type { Line } from "./render";

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
