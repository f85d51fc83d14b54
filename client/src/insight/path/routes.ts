import { isWithin, readAddress, readSubnet } from "../../../../shared/subnet";
import { ipv6Text } from "../../../../shared/ipv6Text";
import type { Address, Interface, Namespace, Route } from "../../netns/model";

/** The family of an address. */
export type Family = "inet" | "inet6";

/** The family that an address is of. */
export function familyOf(address: string): Family {
  return address.includes(":") ? "inet6" : "inet";
}

/** True for an address that a machine calls itself by. */
export function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.");
}

/** True for what a socket has that takes every address. */
export function isAnyAddress(address: string): boolean {
  return address === "0.0.0.0" || address === "::";
}

/** Whether two texts are the same address. */
export function sameAddress(one: string, other: string): boolean {
  return one === other || (one.includes(":") && ipv6Text(one) === ipv6Text(other));
}

/**
 * The interface of a namespace that has this address. All of 127.0.0.0/8 is its own; [::1] only where it has IPv6, which
 * the engine turns off in containers on networks without it.
 */
export function ownInterface({ interfaces }: Namespace, address: string): string | undefined {
  if (address.startsWith("127.")) return "lo";
  return interfaces.find(({ addresses }) => addresses.some((own) => sameAddress(own.address, address)))?.name;
}

/** True for an IPv6 address that is not in use yet: its link is down, or the kernel asks whether somebody else has it. */
export function isTentative({ interfaces }: Namespace, address: string): boolean {
  const own = interfaces.flatMap(({ addresses }) => addresses).find((each) => sameAddress(each.address, address));
  return own?.flags.some((flag) => flag === "tentative" || flag === "dadfailed") === true;
}

/** The route that a packet takes: of those that fit, the narrowest, then the one with the lowest metric. */
export function routeTo({ routes }: Namespace, address: string): Route | undefined {
  const wanted = readAddress(address);
  if (wanted === undefined) return undefined;
  const family = familyOf(address);
  let best: { readonly route: Route; readonly prefix: number } | undefined;
  for (const route of routes ?? []) {
    if (route.family !== family) continue;
    const prefix = prefixOf(route, wanted);
    if (prefix === undefined) continue;
    const closer = best === undefined || prefix > best.prefix;
    const cheaper = prefix === best?.prefix && (route.metric ?? 0) < (best.route.metric ?? 0);
    if (closer || cheaper) best = { route, prefix };
  }
  return best?.route;
}

function prefixOf({ destination, family }: Route, wanted: NonNullable<ReturnType<typeof readAddress>>) {
  if (destination === "default") return 0;
  const bits = family === "inet" ? 32 : 128;
  const subnet = readSubnet(destination.includes("/") ? destination : `${destination}/${bits}`);
  return subnet !== undefined && isWithin(wanted, subnet) ? subnet.prefix : undefined;
}

/** The address that a namespace speaks with, on a device. */
export function sourceOn(namespace: Namespace, device: string, family: Family): string | undefined {
  const on = namespace.interfaces.find(({ name }) => name === device);
  return globalAddresses(on, family)[0]?.address;
}

/** The addresses of an interface that others can call. */
export function globalAddresses(on: Interface | undefined, family: Family): readonly Address[] {
  return (on?.addresses ?? []).filter(
    (each) => each.family === family && !isLoopback(each.address) && !isLinkLocal(each.address),
  );
}

/** True for an address that means nothing without an interface. */
function isLinkLocal(address: string): boolean {
  return /^fe[89ab][0-9a-f]:/iu.test(address) || address.startsWith("169.254.");
}
