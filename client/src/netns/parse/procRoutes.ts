import { sanitize } from "../../docker/sanitize";
import { formatIpv6, ipv4FromHex, ipv4Text, prefixOfMask } from "./addressText";
import type { Route } from "../model";

/** Flags of routes: linux/include/uapi/linux/route.h and ipv6_route.h. */
const flag = { reject: 0x200, anycast: 0x0010_0000, local: 0x8000_0000 } as const;

/**
 * Reads /proc/net/route and /proc/net/ipv6_route: the main tables, in the order of `ip route`. Neither tells who made a
 * route nor its source address. In which way an IPv4 destination is refused stands in /proc/net/fib_trie alone; of an
 * IPv6 one it is not told, and the usual way is taken. Never throws.
 */
export function parseProcRoutes(route: string, ipv6Route: string, fibTrie: string): Route[] {
  return [...parseIpv4(route, refusedIn(fibTrie)), ...parseIpv6(ipv6Route)];
}

/** The type of each IPv4 destination that is refused or dropped, by address and prefix. */
function refusedIn(fibTrie: string): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  let leaf = "";
  for (const line of fibTrie.split("\n")) {
    leaf = /\|--\s+(\d+\.\d+\.\d+\.\d+)\s*$/u.exec(line)?.[1] ?? leaf;
    const [, prefix, type] = /^\s+(\/\d+)\s+\w+\s+(BLACKHOLE|UNREACHABLE|PROHIBIT|THROW)\b/u.exec(line) ?? [];
    if (type !== undefined) types.set(`${leaf}${prefix ?? ""}`, type.toLowerCase());
  }
  return types;
}

function parseIpv4(text: string, refused: ReadonlyMap<string, string>): Route[] {
  return text.split("\n").flatMap((line): Route[] => {
    const [device, to, via, flagText = "", , , metric, maskText, mtu] = line.trim().split(/\s+/u);
    const [destination, gateway, mask] = [to, via, maskText].map(ipv4FromHex);
    if (device === undefined || destination === undefined || gateway === undefined || mask === undefined) return [];
    const prefix = prefixOfMask(mask);
    // A route that drops what it is for has neither a device nor the flag.
    const told = device === "*" ? refused.get(`${ipv4Text(destination)}/${prefix}`) : undefined;
    const type = told ?? ((Number.parseInt(flagText, 16) & flag.reject) === 0 ? undefined : "unreachable");
    return [
      {
        family: "inet",
        type,
        destination: prefix === 0 ? "default" : `${ipv4Text(destination)}${prefix === 32 ? "" : `/${prefix}`}`,
        gateway: gateway === 0 ? undefined : ipv4Text(gateway),
        device: device === "*" ? undefined : sanitize(device, 64),
        // What needs no gateway is on the link; iproute2 says so, the file does not need to.
        scope: gateway === 0 && type === undefined ? "link" : undefined,
        metric: positive(metric, 10),
        mtu: positive(mtu, 10),
        flags: [],
      },
    ];
  });
}

function parseIpv6(text: string): Route[] {
  return text.split("\n").flatMap((line): Route[] => {
    const [to = "", prefixText = "", , , via = "", metric, , , flagText = "", device] = line.trim().split(/\s+/u);
    if (!/^[0-9a-f]{32}$/u.test(to) || !/^[0-9a-f]{32}$/u.test(via) || device === undefined) return [];
    const flags = Number.parseInt(flagText, 16);
    // The file lists the local table too: own addresses, anycast, multicast, and the entry that ends the search.
    const own = (flags & flag.anycast) !== 0 || flags >= flag.local || to.startsWith("ff");
    if (own || (device === "lo" && metric === "ffffffff")) return [];
    const prefix = Number.parseInt(prefixText, 16);
    return [
      {
        family: "inet6",
        type: (flags & flag.reject) === 0 ? undefined : "unreachable",
        destination: prefix === 0 ? "default" : `${formatIpv6(to)}${prefix === 128 ? "" : `/${prefix}`}`,
        gateway: /^0+$/u.test(via) ? undefined : formatIpv6(via),
        device: sanitize(device, 64),
        metric: positive(metric, 16),
        flags: [],
      },
    ];
  });
}

function positive(text: string | undefined, radix: number): number | undefined {
  const value = Number.parseInt(text ?? "", radix);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
