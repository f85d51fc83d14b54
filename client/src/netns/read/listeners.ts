import type { Container } from "../../docker/inventory/container";
import type { ContainerDetail, Engine } from "../../docker/api/engine";
import { EngineError } from "../../docker/fault";
import type { Machine } from "./machine";
import { isProcessOf } from "./processes";

/** A socket that waits for others: a TCP one that listens, or a UDP one without a peer. */
export interface ListeningSocket {
  readonly protocol: "tcp" | "udp";
  /** `0.0.0.0` and `::` where it takes every address. */
  readonly address: string;
  readonly port: number;
  /** The kernel's number for it, by which its process is found. */
  readonly inode: string;
}

const names = ["tcp", "tcp6", "udp", "udp6"] as const;

/**
 * Reads the tables /proc/net/{tcp,tcp6,udp,udp6}, one after the other in any order: TCP's state 0A is LISTEN, UDP's 07
 * one without a peer (linux/net/tcp_states.h); UDP's heading ends in `drops`. Never throws.
 */
export function parseListeners(text: string): ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  let protocol: "tcp" | "udp" = "tcp";
  for (const line of text.split("\n")) {
    if (/^\s*sl\s/u.test(line)) protocol = /drops\s*$/u.test(line) ? "udp" : "tcp";
    const [, hex = "", portHex = "", peer = "", state = "", rest = ""] =
      /^\s*\d+:\s+([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})\s+([0-9A-F]+:[0-9A-F]{4})\s+([0-9A-F]{2})\s(.*)/u.exec(
        line,
      ) ?? [];
    if (hex === "" || !/^0+:0000$/u.test(peer) || state !== (protocol === "tcp" ? "0A" : "07")) continue;
    const inode = /^\s*\S+\s+\S+\s+\S+\s+\d+\s+\d+\s+(\d+)/u.exec(rest)?.[1] ?? "";
    sockets.push({ protocol, address: addressFrom(hex), port: Number.parseInt(portHex, 16), inode });
  }
  return sockets;
}

/** The listening sockets of the namespace of a process of this machine; undefined where they cannot be read. */
export async function readListenersOf(machine: Machine, pid: number | "self"): Promise<ListeningSocket[] | undefined> {
  const tables = await Promise.all(names.map((name) => machine.read(`/proc/${pid}/net/${name}`)));
  if (tables.every((table) => table === undefined)) return undefined;
  return parseListeners(tables.filter((table) => table !== undefined).join("\n"));
}

/**
 * The listening sockets of a running container: from outside where it is proven to run on this machine, else with `cat`
 * of its image. Undefined where neither is possible.
 */
export async function readContainerListeners(
  engine: Engine,
  machine: Machine,
  container: Container,
  detail: ContainerDetail,
  signal?: AbortSignal,
): Promise<ListeningSocket[] | undefined> {
  if (await isProcessOf(machine, detail.pid, container.id)) {
    const found = await readListenersOf(machine, detail.pid);
    if (found !== undefined) return found;
  }
  if (detail.paused) return undefined;
  try {
    // cat prints what there is and fails for what is not, as tcp6 is without IPv6.
    const { stdout } = await engine.exec(container.id, ["cat", ...names.map((name) => `/proc/net/${name}`)], signal);
    return /^[ \t]*sl\s/mu.test(stdout) ? parseListeners(stdout) : undefined;
  } catch (error) {
    // An image without cat is the usual case, not a failure.
    if (error instanceof EngineError && error.fault.kind !== "cancelled") return undefined;
    throw error;
  }
}

/** The kernel prints each 32-bit word in the byte order of the machine, which is little-endian wherever Docker runs. */
function addressFrom(hex: string): string {
  const bytes = (hex.match(/.{8}/gu) ?? []).flatMap((word) => word.match(/../gu)?.reverse() ?? []);
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join(".");
  const mapped = bytes.slice(0, 12).join("") === "00000000000000000000ffff".toUpperCase();
  if (mapped)
    return `::ffff:${bytes
      .slice(12)
      .map((byte) => Number.parseInt(byte, 16))
      .join(".")}`;
  const groups = Array.from({ length: 8 }, (_, index) => `${bytes[2 * index] ?? ""}${bytes[2 * index + 1] ?? ""}`);
  // URL writes an IPv6 address in its shortest form (RFC 5952).
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}
