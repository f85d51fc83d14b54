import { formatIpv6, ipv4FromHex, ipv4Text, ipv6HexFromWords } from "./addressText";
import type { ListeningSocket } from "../model";
import type { ProcNetFile, ProcNetFiles } from "./procNetSplit";

/** The files of /proc/net that list sockets. What begins like another one stands before that. */
export const socketFiles = [
  { name: "udp6", begins: /^\s*sl\s+local_address\s+remote_address.*\bdrops\b/u },
  { name: "udp", begins: /^\s*sl\s+local_address\s+rem_address.*\bdrops\b/u },
  { name: "tcp6", begins: /^\s*sl\s+local_address\s+remote_address/u },
  { name: "tcp", begins: /^\s*sl\s+local_address\s+rem_address/u },
] as const satisfies readonly ProcNetFile[];

/** `TCP_LISTEN` and `TCP_CLOSE`, which unconnected UDP sockets are in: linux/include/net/tcp_states.h. */
const waiting = { tcp: "0A", udp: "07" } as const;

/**
 * Reads the listening sockets of /proc/net/tcp, tcp6, udp and udp6, sorted by port. The state tells whether one waits:
 * a TCP socket that listens after a connection that failed keeps the address of that other end, with the port 0
 * (measured on Linux 6.18). Never throws.
 */
export function parseProcSockets(files: ProcNetFiles): ListeningSocket[] {
  const found: ListeningSocket[] = [];
  // Thousands of sockets have a handful of addresses.
  const addresses = new Map<string, string | undefined>();
  for (const { name } of socketFiles) {
    const protocol = name.startsWith("tcp") ? "tcp" : "udp";
    const family = name.endsWith("6") ? "inet6" : "inet";
    const withoutPeer = `:0000 ${waiting[protocol]} `;
    for (const line of (files[name] ?? "").split("\n")) {
      // Most lines of a busy host are connections. A UDP socket that is connected talks to one other only.
      if (!line.includes(withoutPeer)) continue;
      const [, local = "", , , , , , uid, , inode] = line.trim().split(/\s+/u);
      const [hex = "", portText = ""] = local.split(":");
      if (!addresses.has(hex)) addresses.set(hex, family === "inet" ? ipv4Address(hex) : ipv6Address(hex));
      const address = addresses.get(hex);
      const port = Number.parseInt(portText, 16);
      if (address === undefined || !(port > 0 && port < 65_536)) continue;
      found.push({ protocol, family, address, port, uid: digits(uid), inode: inode === "0" ? undefined : inode });
    }
  }
  return found.sort(
    (a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol) || a.address.localeCompare(b.address, "en"),
  );
}

function ipv4Address(hex: string): string | undefined {
  const value = ipv4FromHex(hex);
  return value === undefined ? undefined : ipv4Text(value);
}

function ipv6Address(hex: string): string | undefined {
  return /^[0-9A-F]{32}$/iu.test(hex) ? formatIpv6(ipv6HexFromWords(hex)) : undefined;
}

function digits(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/u.test(text) ? Number(text) : undefined;
}
