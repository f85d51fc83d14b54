import type { NetworkFile } from "./procNet";
import type { SocketFile } from "./procSockets";

/** How each file of /proc/net begins; those without a heading are known by their columns. */
const beginnings: readonly (readonly [NetworkFile | SocketFile, RegExp])[] = [
  ["dev", /^Inter-\|/u],
  ["fib_trie", /^(?:Main|Local|Id \d+):/u],
  ["route", /^Iface\t/u],
  ["if_inet6", /^[0-9a-f]{32} [0-9a-f]{2,} [0-9a-f]{2} /u],
  ["ipv6_route", /^[0-9a-f]{32} [0-9a-f]{2} [0-9a-f]{32} /u],
  ["igmp", /^Idx\tDevice/u],
  ["udp6", /^\s*sl\s+local_address\s+remote_address.*\bdrops\b/u],
  ["udp", /^\s*sl\s+local_address\s+rem_address.*\bdrops\b/u],
  ["tcp6", /^\s*sl\s+local_address\s+remote_address/u],
  ["tcp", /^\s*sl\s+local_address\s+rem_address/u],
];

/**
 * Takes apart what `cat` printed of several files of /proc/net: each is known by how it begins, so that one program run
 * inside the container serves for all of them. if_inet6 and ipv6_route are absent where IPv6 is off. Never throws.
 */
export function splitProcNet(text: string): Partial<Record<NetworkFile | SocketFile, string>> {
  const parts: Partial<Record<NetworkFile | SocketFile, string>> = {};
  let part: NetworkFile | SocketFile = "dev";
  for (const line of text.split("\n")) {
    part = beginnings.find(([, beginning]) => beginning.test(line))?.[0] ?? part;
    parts[part] = `${parts[part] ?? ""}${line}\n`;
  }
  return parts;
}
