import { ipv6Text, mappedIpv4 } from "./ipv6Text";

/** The host addresses on which a port is claimed. `any` is what Docker makes of an unset host IP: 0.0.0.0 and [::]. */
export type HostAddress =
  | { readonly kind: "any" }
  | { readonly kind: "any-of-family"; readonly family: "ipv4" | "ipv6" }
  | { readonly kind: "one"; readonly family: "ipv4" | "ipv6"; readonly address: string };

/**
 * Reads a host IP; undefined for a text that is no address (Docker refuses it: `Invalid ip address`). An IPv4 address
 * in the form of IPv6 (`::ffff:127.0.0.1`) is that IPv4 address: the kernel lets nobody have both (Linux 6.18).
 */
export function readHostAddress(hostIp: string | undefined): HostAddress | undefined {
  if (hostIp === undefined || hostIp === "") return { kind: "any" };
  if (hostIp === "0.0.0.0") return { kind: "any-of-family", family: "ipv4" };
  if (isIpv4(hostIp)) return { kind: "one", family: "ipv4", address: hostIp };
  const address = ipv6Text(hostIp);
  if (address === undefined) return undefined;
  const mapped = mappedIpv4(address);
  if (mapped !== undefined) return readHostAddress(mapped);
  if (address === "::") return { kind: "any-of-family", family: "ipv6" };
  return { kind: "one", family: "ipv6", address };
}

/**
 * Whether two listeners on these addresses meet: within a family, and a wildcard meets every address of its family.
 * 0.0.0.0 and [::] do not meet (docs/docker-behaviour.md#port-claims).
 */
export function addressesMeet(one: HostAddress, other: HostAddress): boolean {
  if (one.kind === "any" || other.kind === "any") return true;
  if (one.family !== other.family) return false;
  if (one.kind === "any-of-family" || other.kind === "any-of-family") return true;
  return one.address === other.address;
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}
