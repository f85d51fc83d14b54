import type { Address, Interface, Namespace, Route, KnownField } from "../netns/model";

/**
 * Both namespaces with what both ways of reading tell: `ip` beside /proc would differ on every line by what /proc does
 * not tell, and none of that would be a difference between the two. Where the engine's account is all there is of one,
 * the two have nothing in common and stay as they are.
 */
export function inCommon(a: Namespace, b: Namespace): readonly [Namespace, Namespace] {
  if (a === b || a.ways.includes("inspect") || b.ways.includes("inspect")) return [a, b];
  const told = new Set([...a.told].filter((fact) => b.told.has(fact)));
  return [reduced(a, told), reduced(b, told)];
}

/** What the one way tells and the other does not, in an order that does not change. */
export function unknownFields(a: Namespace, b: Namespace): KnownField[] {
  if (a === b) return [];
  return [...new Set([...a.told, ...b.told])].filter((fact) => !a.told.has(fact) || !b.told.has(fact)).sort();
}

function reduced(namespace: Namespace, told: ReadonlySet<KnownField>): Namespace {
  return {
    ...namespace,
    interfaces: namespace.interfaces.map((entry) => reducedInterface(entry, told)),
    routes: namespace.routes?.map((route) => reducedRoute(route, told)),
    told,
  };
}

function reducedInterface({ name, addresses, ...facts }: Interface, told: ReadonlySet<KnownField>): Interface {
  const kept = Object.fromEntries(Object.entries(facts).filter(([fact]) => told.has(fact as keyof typeof facts)));
  return { ...kept, name, addresses: addresses.map((address) => reducedAddress(address, told)) };
}

function reducedAddress(address: Address, told: ReadonlySet<KnownField>): Address {
  const { valid, preferred, peer, metric, protocol, ...rest } = address;
  return {
    ...rest,
    flags: told.has("addressFlags") ? rest.flags : [],
    ...(told.has("addressFlags") ? { peer, metric, protocol } : {}),
    ...(told.has("lifetimes") ? { valid, preferred } : {}),
  };
}

function reducedRoute(route: Route, told: ReadonlySet<KnownField>): Route {
  return {
    ...route,
    protocol: told.has("routeProtocol") ? route.protocol : undefined,
    source: told.has("routeSource") ? route.source : undefined,
    scope: told.has("routeScope") ? route.scope : undefined,
    flags: told.has("routeFlags") ? route.flags : [],
    preference: told.has("routePreference") ? route.preference : undefined,
  };
}
