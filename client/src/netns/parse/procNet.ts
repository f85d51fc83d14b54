import { sanitize } from "../../docker/sanitize";
import { formatIpv6, ipv4FromHex, ipv4Number, ipv4Text, prefixOfMask } from "./addressText";
import { addressFlagBits, type Address, type Interface } from "../model";
import { parseProcDev, procDev } from "./procDev";
import type { ProcNetFile, ProcNetFiles } from "./procNetSplit";

/**
 * The files of /proc/PID/net that tell interfaces and addresses: routes place addresses, `igmp` and `dev_mcast` tell
 * indexes. `dev_mcast` begins like others do.
 */
export const networkFiles: readonly ProcNetFile[] = [
  procDev,
  { name: "fib_trie", begins: /^(?:Main|Local|Id \d+):/u },
  { name: "route", begins: /^Iface\t/u },
  { name: "if_inet6", begins: /^[0-9a-f]{32} [0-9a-f]{2,} [0-9a-f]{2} /u },
  { name: "ipv6_route", begins: /^[0-9a-f]{32} [0-9a-f]{2} [0-9a-f]{32} /u },
  { name: "igmp", begins: /^Idx\tDevice/u },
  { name: "dev_mcast" },
];

/** Stands for the interface of an address that no route places. */
export const unknownInterface = "?";

/**
 * Reads the interfaces of /proc/PID/net. `fib_trie` has the local IPv4 addresses without their interface, so they are
 * placed by the subnets of `route`; MTU, flags and MAC addresses are not in /proc/net at all. Never throws; undefined
 * where `dev` names no interface.
 */
export function parseProcNet(files: ProcNetFiles): Interface[] | undefined {
  const counters = parseProcDev(files.dev ?? "");
  if (counters.size === 0) return undefined;
  const subnets = connectedSubnets(files.route ?? "");
  const { local, broadcasts } = localAddresses(files.fib_trie ?? "");
  const byName = new Map<string, Address[]>([...counters.keys()].map((name) => [name, []]));
  for (const address of local) {
    const place = placeOf(address, subnets);
    const addresses = byName.get(place.name) ?? [];
    byName.set(place.name, addresses);
    addresses.push(ipv4Address(address, place, broadcasts));
  }
  const indexes = interfaceIndexes(files);
  for (const { name, index, address } of ipv6Entries(files.if_inet6 ?? "")) {
    const addresses = byName.get(name) ?? [];
    byName.set(name, addresses);
    addresses.push(address);
    indexes.set(name, index);
  }
  return [...byName]
    .map(([name, addresses]) => ({ index: indexes.get(name), name, addresses, counters: counters.get(name) }))
    .sort((a, b) => (a.index ?? Number.MAX_SAFE_INTEGER) - (b.index ?? Number.MAX_SAFE_INTEGER));
}

/** Both files begin the line of an interface with its index and name; igmp has a colon behind it. */
function interfaceIndexes(files: ProcNetFiles): Map<string, number> {
  const found = new Map<string, number>();
  for (const text of [files.igmp, files.dev_mcast]) {
    for (const line of (text ?? "").split("\n")) {
      const [, index, name] = /^(\d{1,10})\s+([^\s:]+)/u.exec(line) ?? [];
      if (name !== undefined) found.set(sanitize(name, 64), Number(index));
    }
  }
  return found;
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
    return [{ name: sanitize(name, 64), network, mask, prefix: prefixOfMask(mask) }];
  });
  return [...found, loopback].sort((a, b) => b.prefix - a.prefix);
}

/** The IPv4 addresses that a namespace has, from /proc/net/fib_trie. */
export function ownAddressesIn(trie: string): readonly string[] {
  return localAddresses(trie).local;
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

/** Scope values of if_inet6: linux/include/net/ipv6.h, IPV6_ADDR_*. */
const scopes: Readonly<Record<string, string>> = { "00": "global", "10": "host", "20": "link", "40": "site" };

function ipv6Entries(text: string): { name: string; index: number; address: Address }[] {
  return text.split("\n").flatMap((line) => {
    const [hex = "", index = "", prefix = "", scope = "", flags = "", name] = line.trim().split(/\s+/u);
    if (!/^[0-9a-f]{32}$/u.test(hex) || name === undefined) return [];
    const mask = Number.parseInt(flags, 16);
    const address: Address = {
      family: "inet6",
      address: formatIpv6(hex),
      prefix: Number.parseInt(prefix, 16),
      scope: scopes[scope],
      // Bit 1 is `secondary` for IPv4 and `temporary` for IPv6 (linux/if_addr.h); `permanent` is not printed.
      flags: addressFlagBits
        .filter(([bit]) => (mask & bit) !== 0)
        .map(([, flag]) => (flag === "secondary" ? "temporary" : flag)),
    };
    return [{ name: sanitize(name, 64), index: Number.parseInt(index, 16), address }];
  });
}
