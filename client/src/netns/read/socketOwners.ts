import { readlinkSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { ListeningSocket, SocketOwner } from "../model";
import type { Machine } from "./machine";
import { commandLineText, programName } from "../parse/programName";

/** The processes of this machine, as far as they may be looked at. Read-only. */
export interface ProcessTable {
  /** The numbers of all processes. */
  processes(): Promise<readonly number[]>;
  /** The inodes of the sockets that a process holds; none where that may not be seen. */
  sockets(pid: number): Promise<readonly string[]>;
}

/**
 * The kernel tells each link from memory in some microseconds; by way of other threads it takes ten times as long, which
 * a process with thousands of sockets would feel. After so many, others go first.
 */
const linksAtOnce = 500;

/** How the kernel begins the link of a descriptor that is a socket: `socket:[4711]`. */
const socketLink = "socket:[";

/** Where a descriptor leads; empty where it was closed meanwhile, or may not be seen. */
function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return "";
  }
}

/** The processes of this machine; none where it has no /proc. */
export const thisProcessTable: ProcessTable = {
  processes: async () => (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/u.test(name)).map(Number),
  sockets: async (pid) => {
    const folder = `/proc/${pid}/fd`;
    const names = await readdir(folder).catch(() => []);
    const inodes: string[] = [];
    for (const [at, name] of names.entries()) {
      if (at > 0 && at % linksAtOnce === 0) await setImmediate();
      const link = linkOf(`${folder}/${name}`);
      if (link.startsWith(socketLink)) inodes.push(link.slice(socketLink.length, -1));
    }
    return inodes;
  },
};

/** Processes that are looked at side by side. */
const together = 32;

/** Sockets of this machine with who holds each of them, as far as that may be seen from here. */
export async function withOwners(
  machine: Machine,
  table: ProcessTable,
  sockets: readonly ListeningSocket[],
  signal?: AbortSignal,
): Promise<ListeningSocket[]> {
  const inodes = new Set<string>();
  for (const { inode } of sockets) if (inode !== undefined) inodes.add(inode);
  const owners = new Map<string, SocketOwner>();
  if (inodes.size > 0) await findHolders(machine, table, inodes, owners, signal);
  const left = sockets.filter(({ inode }) => inode !== undefined && !owners.has(inode));
  if (left.length > 0) await findCgroups(machine, left, owners, signal);
  return sockets.map((socket) => {
    const owner = owners.get(socket.inode ?? "");
    if (owner === undefined) return socket;
    // The sockets of one process have one owner: thousands of copies would be work for whoever compares them.
    if (owner.program !== "") return { ...socket, owner };
    // From here only a cgroup may be seen; the container itself may have told the program.
    const program = socket.owner?.program ?? "";
    return program === "" && owner.containers.length === 0 ? socket : { ...socket, owner: { ...owner, program } };
  });
}

/**
 * Finds which processes hold these sockets, by inode (docs/docker-behaviour.md#socket-owners): root sees every process's
 * descriptors, others see those of their own.
 */
async function findHolders(
  machine: Machine,
  table: ProcessTable,
  inodes: ReadonlySet<string>,
  owners: Map<string, SocketOwner>,
  signal?: AbortSignal,
): Promise<void> {
  const pids = [...(await table.processes())];
  const look = async (pid: number): Promise<void> => {
    const held = (await table.sockets(pid)).filter((inode) => inodes.has(inode) && !owners.has(inode));
    if (held.length === 0) return;
    const [comm, cmdline, cgroup] = await Promise.all(
      ["comm", "cmdline", "cgroup"].map((name) => machine.read(`/proc/${pid}/${name}`)),
    );
    const owner: SocketOwner = {
      program: programName(comm ?? "", cmdline ?? ""),
      pid,
      commandLine: commandLineText(cmdline ?? ""),
      containers: containersIn(cgroup ?? ""),
    };
    for (const inode of held) owners.set(inode, owner);
  };
  for (let at = 0; at < pids.length && signal?.aborted !== true; at += together) {
    await Promise.all(pids.slice(at, at + together).map(look));
  }
}

/** Of so many ports `ss` is asked one by one, of more about all. */
const mostNamed = 32;

/**
 * Finds the cgroup of sockets whose process may not be seen: `ss` tells it where cgroup 2 is mounted. Mostly that is one
 * socket of the kernel or of another process namespace, so that it is asked about their ports alone.
 */
async function findCgroups(
  machine: Machine,
  sockets: readonly ListeningSocket[],
  owners: Map<string, SocketOwner>,
  signal?: AbortSignal,
): Promise<void> {
  const inodes = new Set(sockets.map(({ inode }) => inode));
  const ports = [...new Set(sockets.map(({ port }) => port))];
  const about = ports.length > mostNamed ? [] : [`( ${ports.map((port) => `sport = :${port}`).join(" or ")} )`];
  const listed = parseSs((await machine.run("ss", ["-H", "-l", "-t", "-u", "-n", "-e", ...about], signal)) ?? "");
  for (const [inode, cgroup] of listed) {
    if (inodes.has(inode)) owners.set(inode, { program: "", containers: containersIn(cgroup) });
  }
}

/**
 * The containers that a cgroup's path names, whatever stands around each ID (`/docker/ID`, `docker-ID.scope`): one in
 * another where the engine of the inner one runs in the outer one.
 */
function containersIn(cgroup: string): string[] {
  return [...new Set(cgroup.match(/[0-9a-f]{64}/gu) ?? [])];
}

/** The cgroup of each socket by inode, from `ss -H -ltune` (iproute2 5.10 and newer print it). */
export function parseSs(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split("\n")) {
    const inode = /\bino:(\d+)/u.exec(line)?.[1];
    const cgroup = /\bcgroup:(\S+)/u.exec(line)?.[1];
    if (inode !== undefined && cgroup !== undefined) found.set(inode, cgroup);
  }
  return found;
}
