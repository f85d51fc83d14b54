import type { Route } from "../../netns/model";
import type { Hop, PathSnapshot } from "./model";
import { familyOf, globalAddresses } from "./routes";
import { hop, type Spot } from "./spot";

/** A route by which packets leave. */
export type Way = Route & { readonly device: string };

/** False for a route by which nothing goes: of another type, or of a link that is down. */
export function leads(route: Route | undefined): route is Way {
  return (
    route?.device !== undefined &&
    (route.type === undefined || route.type === "unicast") &&
    !route.flags.includes("linkdown")
  );
}

/** The hop of a route that leads. */
export function routed(address: string, { device, gateway, destination }: Way, source: string | undefined): Hop {
  const found = {
    kind: "routed",
    address,
    device,
    ...(gateway === undefined ? {} : { gateway }),
    ...(source === undefined ? {} : { source }),
  } as const;
  return hop(
    "route",
    "open",
    found,
    `ip route: ${destination}${gateway === undefined ? "" : ` via ${gateway}`} dev ${device}`,
  );
}

/** The hop of a namespace without a way to an address, and why that is. */
export function noRoute(snapshot: PathSnapshot, { name, namespace, owner, orphaned }: Spot, address: string): Hop {
  if (orphaned) return hop("route", "closed", { kind: "dead-namespace", name }, "ip addr");
  const family = familyOf(address);
  if (!namespace.interfaces.some((each) => globalAddresses(each, family).length > 0)) {
    return hop("route", "closed", { kind: "no-family", family, where: name }, "ip addr");
  }
  const networks = (owner?.attachments ?? []).map(({ network }) => network);
  const internal = [...snapshot.inventory.networks.values()].some(
    (each) => each.internal && networks.includes(each.name),
  );
  return hop("route", "closed", { kind: "no-route", address, family, internal }, "ip route");
}
