/** The host addresses on which a port is claimed. `any` is what Docker makes of an unset host IP: 0.0.0.0 and [::]. */
export type HostAddress =
  | { readonly kind: "any" }
  | { readonly kind: "any-of-family"; readonly family: "ipv4" | "ipv6" }
  | { readonly kind: "one"; readonly family: "ipv4" | "ipv6"; readonly address: string };

/** Reads a host IP; undefined for a text that is no address (Docker refuses it: `Invalid ip address`). */
export function readHostAddress(hostIp: string | undefined): HostAddress | undefined {
  if (hostIp === undefined || hostIp === "") return { kind: "any" };
  if (hostIp === "0.0.0.0") return { kind: "any-of-family", family: "ipv4" };
  if (isIpv4(hostIp)) return { kind: "one", family: "ipv4", address: hostIp };
  const address = canonicalIpv6(hostIp);
  if (address === undefined) return undefined;
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

/** One spelling for every way to write the same IPv6 address, by the WHATWG URL standard's serializer. */
function canonicalIpv6(text: string): string | undefined {
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !text.includes(":")) return undefined;
  try {
    return new URL(`http://[${text}]/`).hostname.slice(1, -1);
  } catch {
    return undefined;
  }
}
