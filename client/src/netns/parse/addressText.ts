import { ipv6Text } from "../../../../shared/ipv6Text";

/** 32 hex digits of the kernel as IPv6 text. */
export function formatIpv6(hex: string): string {
  const groups = (hex.match(/.{4}/gu) ?? []).join(":");
  return ipv6Text(groups) ?? groups;
}

/** An IPv4 address of /proc/net/route: hex in the machine's byte order, which is little-endian wherever Docker runs. */
export function ipv4FromHex(hex: string | undefined): number | undefined {
  if (hex === undefined || !/^[0-9A-F]{8}$/iu.test(hex)) return undefined;
  const bytes = (hex.match(/../gu) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse();
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

/** The 32 hex digits of an address in /proc/net/tcp6, four words in the machine's byte order, in network order. */
export function ipv6HexFromWords(hex: string): string {
  return (hex.match(/.{8}/gu) ?? []).map((word) => (word.match(/../gu) ?? []).reverse().join("")).join("");
}

/** Dotted IPv4 text as an unsigned number. */
export function ipv4Number(text: string): number {
  return text.split(".").reduce((value, part) => value * 256 + (Number(part) & 0xff), 0);
}

/** An unsigned number as dotted IPv4 text. */
export function ipv4Text(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join(".");
}

/** The length of the prefix that an IPv4 mask stands for. */
export function prefixOfMask(mask: number): number {
  return mask.toString(2).replaceAll("0", "").length;
}
