import { inert } from "../docker/inert";
import { formatIpv6, ipv4FromHex, ipv4Number } from "./addressText";
import type { Address, Interface } from "./model";

/** The files of /proc/PID/net that tell interfaces and addresses. */
export interface ProcNet {
  readonly dev: string;
  readonly fib_trie: string;
  readonly route: string;
  readonly if_inet6: string;
}

/** Stands for the interface of an address that no route places. */
export const unknownInterface = "?";

/**
 * Reads /proc/PID/net. `fib_trie` has the local IPv4 addresses without their interface, so they are placed by the
 * subnets of `route`; MTU, flags and MAC addresses are not in /proc/net at all. Never throws; undefined where `dev`
 * names no interface.
 */
export function parseProcNet(files: ProcNet): Interface[] | undefined {
  const names = interfaceNames(files.dev);
  if (names.length === 0) return undefined;
  const subnets = connectedSubnets(files.route);
  const { local, broadcasts } = localAddresses(files.fib_trie);
  const byName = new Map<string, Address[]>(names.map((name) => [name, []]));
  const indexes = new Map<string, number>();
  for (const address of local) {
    const place = placeOf(address, subnets);
    const addresses = byName.get(place.name) ?? [];
    byName.set(place.name, addresses);
    addresses.push(ipv4Address(address, place, broadcasts));
  }
  for (const entry of ipv6Entries(files.if_inet6)) {
    const addresses = byName.get(entry.name) ?? [];
    byName.set(entry.name, addresses);
    addresses.push(entry.address);
    indexes.set(entry.name, entry.index);
  }
  return [...byName].map(([name, addresses]) => ({ index: indexes.get(name), name, addresses }));
}

/**
 * Takes apart `cat /proc/net/dev /proc/net/fib_trie /proc/net/route /proc/net/if_inet6`: each file is known by how it
 * begins, so that one program run inside the container serves for all four. if_inet6 is absent where IPv6 is off.
 */
export function splitProcNet(text: string): ProcNet {
  const parts = { dev: "", fib_trie: "", route: "", if_inet6: "" };
  let part: keyof ProcNet = "dev";
  for (const line of text.split("\n")) {
    if (line.startsWith("Inter-|")) part = "dev";
    else if (/^(?:Main|Local|Id \d+):/u.test(line)) part = "fib_trie";
    else if (line.startsWith("Iface\t")) part = "route";
    else if (/^[0-9a-f]{32} [0-9a-f]{2,} /u.test(line)) part = "if_inet6";
    parts[part] += `${line}\n`;
  }
  return parts;
}

function interfaceNames(dev: string): string[] {
  return dev
    .split("\n")
    .map((line) => /^\s*([^\s:|]+):/u.exec(line)?.[1])
    .filter((name) => name !== undefined)
    .map((name) => inert(name, 64));
}

interface Subnet {
  readonly name: string;
  readonly network: number;
  readonly mask: number;
  readonly prefix: number;
}

/** Routes without a gateway: the subnets that an interface is in. */
function connectedSubnets(route: string): Subnet[] {
  const loopback: Subnet = { name: "lo", network: 0x7f000000, mask: 0xff000000, prefix: 8 };
  const found = route.split("\n").flatMap((line): Subnet[] => {
    const [name, destination, gateway, , , , , maskHex] = line.trim().split(/\s+/u);
    if (name === undefined || gateway !== "00000000") return [];
    const network = ipv4FromHex(destination);
    const mask = ipv4FromHex(maskHex);
    if (network === undefined || mask === undefined || mask === 0) return [];
    return [{ name: inert(name, 64), network, mask, prefix: mask.toString(2).replaceAll("0", "").length }];
  });
  return [...found, loopback].sort((a, b) => b.prefix - a.prefix);
}

/** The `/32 host LOCAL` leaves and the broadcast leaves; the Main and Local tables may repeat each other. */
function localAddresses(trie: string): { local: string[]; broadcasts: ReadonlySet<string> } {
  const local = new Set<string>();
  const broadcasts = new Set<string>();
  let leaf: string | undefined;
  for (const line of trie.split("\n")) {
    leaf = /\|--\s+(\d+\.\d+\.\d+\.\d+)\s*$/u.exec(line)?.[1] ?? leaf;
    if (leaf === undefined) continue;
    if (/\/32\s+host\s+LOCAL/u.test(line)) local.add(leaf);
    else if (/\/32\s+link\s+BROADCAST/u.test(line)) broadcasts.add(leaf);
  }
  return { local: [...local], broadcasts };
}

function placeOf(address: string, subnets: readonly Subnet[]): { name: string; subnet?: Subnet } {
  const value = ipv4Number(address);
  const subnet = subnets.find(({ network, mask }) => (value & mask) >>> 0 === network);
  return subnet === undefined ? { name: unknownInterface } : { name: subnet.name, subnet };
}

function ipv4Address(
  address: string,
  place: { name: string; subnet?: Subnet },
  broadcasts: ReadonlySet<string>,
): Address {
  const { subnet } = place;
  const last = subnet === undefined ? undefined : ipv4Text((subnet.network | ~subnet.mask) >>> 0);
  return {
    family: "inet",
    address,
    prefix: subnet?.prefix,
    broadcast: place.name !== "lo" && last !== undefined && broadcasts.has(last) ? last : undefined,
    scope: place.name === "lo" ? "host" : "global",
    flags: [],
    label: place.name === unknownInterface ? undefined : place.name,
  };
}

function ipv4Text(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join(".");
}

/** Scope values of if_inet6: linux/include/net/ipv6.h, IPV6_ADDR_*. */
const scopes: Readonly<Record<string, string>> = { "00": "global", "10": "host", "20": "link", "40": "site" };

function ipv6Entries(text: string): { name: string; index: number; address: Address }[] {
  return text.split("\n").flatMap((line) => {
    const [hex = "", index = "", prefix = "", scope = "", flags = "", name] = line.trim().split(/\s+/u);
    if (!/^[0-9a-f]{32}$/u.test(hex) || name === undefined) return [];
    const nodad = (Number.parseInt(flags, 16) & 0x02) !== 0;
    const address: Address = {
      family: "inet6",
      address: formatIpv6(hex),
      prefix: Number.parseInt(prefix, 16),
      scope: scopes[scope],
      flags: nodad ? ["nodad"] : [],
    };
    return [{ name: inert(name, 64), index: Number.parseInt(index, 16), address }];
  });
}
