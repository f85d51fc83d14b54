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
      const inode = /^socket:\[(\d+)\]$/u.exec(linkOf(`${folder}/${name}`))?.[1];
      if (inode !== undefined) inodes.push(inode);
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
  const inodes = new Set(sockets.flatMap(({ inode }) => inode ?? []));
  const owners = inodes.size === 0 ? new Map<string, SocketOwner>() : await ownersOf(machine, table, inodes, signal);
  return sockets.map((socket) => {
    const owner = owners.get(socket.inode ?? "");
    if (owner === undefined) return socket;
    // From here only a cgroup may be seen; the container itself may have told the program.
    const program = owner.program || (socket.owner?.program ?? "");
    return program === "" && owner.containers.length === 0 ? socket : { ...socket, owner: { ...owner, program } };
  });
}

/**
 * Finds who holds these sockets, by inode (docs/docker-behaviour.md#socket-owners): root sees every process's
 * descriptors; others see those of their own, and `ss` tells them the cgroup of the rest where cgroup 2 is mounted.
 */
async function ownersOf(
  machine: Machine,
  table: ProcessTable,
  inodes: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, SocketOwner>> {
  const owners = new Map<string, SocketOwner>();
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
  if ([...inodes].every((inode) => owners.has(inode))) return owners;
  const listed = parseSs((await machine.run("ss", ["-H", "-l", "-t", "-u", "-n", "-e"], signal)) ?? "");
  for (const [inode, cgroup] of listed) {
    if (inodes.has(inode) && !owners.has(inode)) owners.set(inode, { program: "", containers: containersIn(cgroup) });
  }
  return owners;
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
