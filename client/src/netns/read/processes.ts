import { parseIpJson } from "../parse/ipJson";
import { parseIpText } from "../parse/ipText";
import type { Machine } from "./machine";
import type { Texts } from "../model";
import { interfaceNames } from "../parse/procDev";
import { networkFiles } from "../parse/procNet";
import { source } from "../source";
import type { ReadRequest } from "./request";
import { lowerPrefix, sysfsFiles } from "../parse/sysfs";

/** Where `ip` is on systems whose unprivileged PATH lacks /sbin. */
const ipPrograms = ["ip", "/usr/sbin/ip", "/sbin/ip"];

/**
 * True where this machine's process `pid` runs in the container: its cgroup path holds the container's ID. Without
 * this, an engine in another PID namespace would have us read a stranger's process
 * (docs/docker-behaviour.md#reading-chain).
 */
export async function isProcessOf(machine: Machine, pid: number, containerId: string): Promise<boolean> {
  if (pid <= 0 || !/^[0-9a-f]{64}$/u.test(containerId)) return false;
  const cgroup = await machine.read(`/proc/${pid}/cgroup`);
  return cgroup?.includes(containerId) ?? false;
}

/** What `ip` prints in a process's network namespace: entering it takes root, but nothing of the container's image. */
export function textsByNsenter(
  machine: Machine,
  pid: number,
  request: ReadRequest,
  signal?: AbortSignal,
): Promise<Texts | undefined> {
  if (!machine.privileged) return Promise.resolve(undefined);
  return textsOfIp(request, signal, (ip, parameters) =>
    machine.run("nsenter", ["--target", String(pid), "--net", "--", ip, ...parameters], signal),
  );
}

/** What `ip` prints in the namespace that the extension host itself is in. */
export function textsHere(machine: Machine, request: ReadRequest, signal?: AbortSignal): Promise<Texts | undefined> {
  return textsOfIp(request, signal, (ip, parameters) => machine.run(ip, parameters, signal));
}

type Run = (ip: string, parameters: readonly string[]) => Promise<string | undefined>;

async function textsOfIp(request: ReadRequest, signal: AbortSignal | undefined, run: Run): Promise<Texts | undefined> {
  const raw = request.raw === true;
  const parameters = (question: string): string[] => question.split(" ").slice(1);
  const addressQuestion = raw ? source.addressText : source.addressJson;
  const more = (request.ip ?? []).map(({ json, text }) => (raw ? text : json));
  for (const ip of ipPrograms) {
    const addresses = await run(ip, parameters(addressQuestion));
    if ((raw ? parseIpText : parseIpJson)(addresses ?? "")?.length) {
      const answers = await Promise.all(more.map((question) => run(ip, parameters(question))));
      const told = more.flatMap((question, at) =>
        answers[at] === undefined ? [] : [[question, answers[at]] as const],
      );
      return new Map([[addressQuestion, addresses ?? ""], ...told]);
    }
    if (signal?.aborted === true) return undefined;
  }
  return undefined;
}

/**
 * What /proc tells of a process's namespace, which anyone may read: no MAC addresses, MTUs or flags. Undefined where
 * the process is gone.
 */
export async function textsOfProcess(
  machine: Machine,
  pid: number | "self",
  request: ReadRequest,
): Promise<Map<string, string> | undefined> {
  const texts = new Map<string, string>();
  const add = async (key: string, file: string): Promise<void> => {
    const text = await machine.read(file);
    if (text !== undefined) texts.set(key, text);
  };
  const files = [...networkFiles, ...(request.procNet ?? [])];
  await Promise.all(files.map(({ name }) => add(`/proc/net/${name}`, `/proc/${pid}/net/${name}`)));
  if (!texts.has("/proc/net/dev")) return undefined;
  const identity = await machine.link(`/proc/${pid}/ns/net`);
  if (identity !== undefined) texts.set(source.identity, identity);
  return texts;
}

/** What sysfs tells of it besides, where its root may be looked into: everybody's own, and for root any process's. */
export async function sysfsOfProcess(machine: Machine, pid: number | "self"): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const root = rootOf(machine, pid);
  if (root === undefined) return texts;
  const folder = `${root}${source.sysfs}`;
  for (const name of await machine.list(folder)) {
    const values = await Promise.all(sysfsFiles.map((file) => machine.read(`${folder}${name}/${file}`)));
    // Bonding puts a file among the folders; it has none of these files in it.
    if (values[0] === undefined) continue;
    const lower = (await machine.list(`${folder}${name}`)).filter((file) => file.startsWith(lowerPrefix));
    const lines = sysfsFiles.map((file, at) => `${file} ${values[at] ?? ""}`);
    texts.set(`${source.sysfs}${name}`, [...lines, ...lower].join("\n"));
  }
  return texts;
}

function rootOf(machine: Machine, pid: number | "self"): string | undefined {
  return pid === "self" ? "" : machine.privileged ? `/proc/${pid}/root` : undefined;
}

/**
 * True where the process shares the extension host's own network namespace. Root compares the namespaces' identities;
 * others, who may not read them, compare what the two hold: names and indexes of interfaces, addresses.
 */
export async function sharesOurNamespace(machine: Machine, pid: number): Promise<boolean> {
  const [theirs, ours] = await Promise.all([machine.link(`/proc/${pid}/ns/net`), machine.link("/proc/self/ns/net")]);
  if (theirs !== undefined && ours !== undefined) return theirs === ours;
  const held = async (process: number | "self"): Promise<string | undefined> => {
    const [dev, ...rest] = await Promise.all(
      ["dev", "fib_trie", "if_inet6", "dev_mcast"].map((name) => machine.read(`/proc/${process}/net/${name}`)),
    );
    const names = interfaceNames(dev ?? "");
    return names === undefined ? undefined : JSON.stringify([names, ...rest]);
  };
  const [a, b] = await Promise.all([held(pid), held("self")]);
  return a !== undefined && a === b;
}

/**
 * The process that watches over a container's first process: containerd's shim, which lives in the engine's own
 * network namespace (measured on engine 20.10.24), or Podman's conmon, which does too (4.3).
 * Undefined where the parent is something else.
 */
export async function shimOf(machine: Machine, pid: number): Promise<number | undefined> {
  const parent = /^PPid:\s+(\d+)/mu.exec((await machine.read(`/proc/${pid}/status`)) ?? "")?.[1];
  if (parent === undefined || parent === "0") return undefined;
  const name = await machine.read(`/proc/${parent}/comm`);
  return name !== undefined && /^(?:containerd-shim|conmon$)/u.test(name.trim()) ? Number(parent) : undefined;
}
