import { readHostAddress } from "./hostAddress";

/** An address as a number. */
export interface NumberedAddress {
  readonly family: "ipv4" | "ipv6";
  readonly number: bigint;
}

/** A range of addresses with a common prefix. */
export interface Subnet {
  readonly family: "ipv4" | "ipv6";
  readonly prefix: number;
  /** The first address, without the bits of a host. */
  readonly first: bigint;
  readonly last: bigint;
  /** Whether the address that was written had bits behind the prefix. */
  readonly hasHostBits: boolean;
}

/** Reads an address; undefined for another text. */
export function readAddress(text: string): NumberedAddress | undefined {
  const address = readHostAddress(text);
  if (text === "" || address === undefined || address.kind === "any") return undefined;
  if (address.kind === "any-of-family") return { family: address.family, number: 0n };
  const { family } = address;
  return { family, number: family === "ipv4" ? numberOfIpv4(address.address) : numberOfIpv6(address.address) };
}

/** Reads `10.0.0.0/8`; undefined for another text. */
export function readSubnet(text: string): Subnet | undefined {
  const [written = "", length, ...more] = text.split("/");
  const address = readAddress(written);
  if (address === undefined || length === undefined || more.length > 0 || !/^\d{1,3}$/.test(length)) return undefined;
  const prefix = Number(length);
  const bits = address.family === "ipv4" ? 32 : 128;
  if (prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = (address.number / size) * size;
  return { family: address.family, prefix, first, last: first + size - 1n, hasHostBits: first !== address.number };
}

/** Whether an address lies in a subnet. */
export function isWithin({ family, number }: NumberedAddress, subnet: Subnet): boolean {
  return family === subnet.family && subnet.first <= number && number <= subnet.last;
}

/** Whether two subnets have an address in common. */
export function subnetsMeet(one: Subnet, other: Subnet): boolean {
  return one.family === other.family && one.first <= other.last && other.first <= one.last;
}

/** The text of an IPv4 address. */
function ipv4Text(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((number >> shift) & 255n)).join(".");
}

/** The text of a subnet, as the engine writes it. IPv6 groups are not shortened. */
export function subnetText({ family, first, prefix }: Subnet): string {
  if (family === "ipv4") return `${ipv4Text(first)}/${prefix}`;
  const groups = Array.from({ length: 8 }, (_, index) => ((first >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  return `${shortened(groups)}/${prefix}`;
}

function numberOfIpv4(text: string): bigint {
  return text.split(".").reduce((number, part) => number * 256n + BigInt(part), 0n);
}

function numberOfIpv6(text: string): bigint {
  const [before = "", after] = text.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const [high, low] = [groups(before), groups(after ?? "")];
  const zeros = Array.from({ length: after === undefined ? 0 : 8 - high.length - low.length }, () => "0");
  return [...high, ...zeros, ...low].reduce((number, group) => number * 65_536n + BigInt(`0x${group}`), 0n);
}

/** The zeros at the end as `::`. */
function shortened(groups: readonly string[]): string {
  const last = groups.findLastIndex((group) => group !== "0");
  return last >= 6 ? groups.join(":") : `${groups.slice(0, last + 1).join(":")}::`;
}
