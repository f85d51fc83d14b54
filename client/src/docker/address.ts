import { isIP } from "node:net";

/** What publishes ports. */
const protocols = ["tcp", "udp", "sctp"] as const;

/** An IPv4 or IPv6 address as the engine writes it, without a zone; empty for anything else. */
export function addressFrom(value: unknown): string {
  return typeof value === "string" && isIP(value) !== 0 && !value.includes("%") ? value : "";
}

/** A port that something can be reached at; undefined for anything else. */
export function portFrom(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value < 65_536 ? value : undefined;
}

/** A protocol that has ports; TCP where none is named, undefined for one that nobody knows. */
export function protocolFrom(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return "tcp";
  return protocols.find((known) => typeof value === "string" && value.toLowerCase() === known);
}

/** The length of an address's prefix; undefined for anything else, and for 0, which the engine writes for none. */
export function prefixFrom(value: unknown): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value > 0 && value <= 128 ? value : undefined;
}

/** A hardware address, as of Ethernet or InfiniBand; empty for anything else. */
export function macFrom(value: unknown): string {
  return typeof value === "string" && /^[0-9a-f]{2}(?::[0-9a-f]{2}){5,19}$/iu.test(value) ? value : "";
}
