import type { Machine } from "./machine";
import type { Interface, Reading } from "./model";
import { parseIpJson } from "./ipJson";
import { parseProcNet } from "./procNet";

/** Where `ip` is on systems whose unprivileged PATH lacks /sbin. */
const ipPrograms = ["ip", "/usr/sbin/ip", "/sbin/ip"];

/**
 * True where this machine's process `pid` runs in the container: its cgroup path holds the container's ID. Without
 * this, an engine in another PID namespace would have us read a stranger's process (truth.md I).
 */
export async function isProcessOf(machine: Machine, pid: number, containerId: string): Promise<boolean> {
  if (pid <= 0) return false;
  const cgroup = await machine.read(`/proc/${pid}/cgroup`);
  return cgroup?.includes(containerId) ?? false;
}

/** Reads a process's network namespace by entering it, which takes root, but nothing in the container's image. */
export async function readByNsenter(machine: Machine, pid: number, signal?: AbortSignal): Promise<Reading | undefined> {
  if (!machine.privileged) return undefined;
  for (const ip of ipPrograms) {
    const parameters = ["--target", String(pid), "--net", "--", ip, "-j", "addr"];
    const interfaces = parseIpJson((await machine.run("nsenter", parameters, signal)) ?? "");
    if (interfaces !== undefined && interfaces.length > 0) return { interfaces, way: "nsenter" };
    if (signal?.aborted === true) return undefined;
  }
  return undefined;
}

/** Reads the namespace that the extension host itself is in. */
export async function readHere(machine: Machine, signal?: AbortSignal): Promise<Reading | undefined> {
  for (const ip of ipPrograms) {
    const interfaces = parseIpJson((await machine.run(ip, ["-j", "addr"], signal)) ?? "");
    if (interfaces !== undefined && interfaces.length > 0) return { interfaces, way: "ip here" };
    if (signal?.aborted === true) return undefined;
  }
  return readByProc(machine, "self");
}

/** Reads a process's namespace from /proc, which anyone may do; no MAC addresses, MTUs or flags there. */
export async function readByProc(machine: Machine, pid: number | "self"): Promise<Reading | undefined> {
  const [dev, trie, route, inet6] = await Promise.all(
    ["dev", "fib_trie", "route", "if_inet6"].map((name) => machine.read(`/proc/${pid}/net/${name}`)),
  );
  if (dev === undefined) return undefined;
  const files = { dev, fib_trie: trie ?? "", route: route ?? "", if_inet6: inet6 ?? "" };
  const interfaces: Interface[] | undefined = parseProcNet(files);
  return interfaces === undefined ? undefined : { interfaces, way: "proc" };
}

/**
 * True where the process shares the extension host's own network namespace. Root compares the namespaces' identities;
 * others, who may not read them, compare what the two hold: interface names, local addresses and IPv6 entries.
 */
export async function sharesOurNamespace(machine: Machine, pid: number): Promise<boolean> {
  const [theirs, ours] = await Promise.all([machine.link(`/proc/${pid}/ns/net`), machine.link("/proc/self/ns/net")]);
  if (theirs !== undefined && ours !== undefined) return theirs === ours;
  const held = async (process: number | "self"): Promise<string | undefined> => {
    const [dev, trie, inet6] = await Promise.all(
      ["dev", "fib_trie", "if_inet6"].map((name) => machine.read(`/proc/${process}/net/${name}`)),
    );
    const names = dev?.match(/^\s*[^\s:|]+(?=:)/gmu);
    return names === undefined || names === null ? undefined : JSON.stringify([names, trie, inet6]);
  };
  const [a, b] = await Promise.all([held(pid), held("self")]);
  return a !== undefined && a === b;
}

/**
 * The process that watches over a container's first process: containerd's shim, which lives in the engine's own
 * network namespace (measured on engine 20.10.24). Undefined where the parent is something else.
 */
export async function shimOf(machine: Machine, pid: number): Promise<number | undefined> {
  const parent = /^PPid:\s+(\d+)/mu.exec((await machine.read(`/proc/${pid}/status`)) ?? "")?.[1];
  if (parent === undefined || parent === "0") return undefined;
  const name = await machine.read(`/proc/${parent}/comm`);
  return name?.startsWith("containerd-shim") === true ? Number(parent) : undefined;
}
