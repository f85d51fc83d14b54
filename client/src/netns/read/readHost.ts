import { faultFrom } from "../../docker/fault";
import { isUp, type Container } from "../../docker/inventory/container";
import { dnsFrom } from "../sections/dns";
import { namespaceFrom } from "../sections/namespaceFrom";
import { source } from "../source";
import { NamespaceError, namespaceFaultText } from "./fault";
import { hostProcesses, type HostProcess } from "./hostProcess";
import { textsByHelper } from "./helper";
import { inspect } from "./inspect";
import type { Machine } from "./machine";
import type { Namespace, Way } from "../model";
import { sharesOurNamespace, sysfsOfProcess, textsByNsenter, textsHere, textsOfProcess } from "./processes";
import type { Prober } from "./prober";
import { readContainer } from "./readContainer";
import { readingLog, whyNotEntered, whyNotHelped, type ReadingLog } from "./readingLog";
import { fullRequest, type ReadRequest } from "./request";
import { copyOfHosts } from "./resolvConfFile";
import { withSocketOwners } from "./ownedSockets";

/**
 * Reads the network namespace of the engine's host. Host means the engine's: this machine only where that is proven,
 * by a process of one of its containers or by ourselves (hostProcess.ts, as for Host Ports). A running host-mode container
 * has the host's namespace by definition; else the shim of any running container has; else a helper container, where the
 * user agrees. Throws {@link NamespaceError}.
 */
export async function readHost(
  prober: Prober,
  containers: readonly Container[],
  request: ReadRequest = fullRequest,
  signal?: AbortSignal,
): Promise<Namespace> {
  const found = await readHostsNamespace(prober, containers, request, signal);
  if (request.resolvConf !== true || found.dns !== undefined) return found;
  const text = await copyOfHosts(prober.engine, containers, signal);
  if (text === undefined) return found;
  const texts = new Map(found.texts).set(source.resolvConf, text);
  return { ...found, texts, dns: dnsFrom(texts) };
}

async function readHostsNamespace(
  prober: Prober,
  containers: readonly Container[],
  request: ReadRequest,
  signal: AbortSignal | undefined,
): Promise<Namespace> {
  const hostMode = containers.filter((container) => isUp(container) && container.mode.kind === "host");
  const log = readingLog(prober.log);
  const here = await readHere(prober, containers, request, signal, log);
  // From /proc alone we would know less than a program inside a host-mode container may tell.
  const enough = request.depth === "quick" || here?.knownFields.has("flags") === true || hostMode.length === 0;
  if (here !== undefined && enough) return here;
  if (hostMode.length === 0) log.refused("exec", "none runs");
  for (const container of hostMode) {
    try {
      const asking = { ...prober, helperImage: () => Promise.resolve(undefined) };
      const seen = await readContainer(asking, container, { ...request, resolvConf: false }, signal);
      // Its resolv.conf is its own, which may be another than the host's.
      const texts = new Map([...seen.texts].filter(([key]) => key !== source.resolvConf));
      const sockets = await ownedBy(prober, container, seen.sockets, signal);
      log.took("exec");
      return { ...seen, sockets, dns: undefined, texts, by: container.name };
    } catch (error) {
      // The next host-mode container has the same view; only the engine's own failure ends the search.
      if (!(error instanceof NamespaceError) || error.fault.kind === "engine") throw error;
      log.refused("exec", namespaceFaultText(error.fault));
    }
  }
  if (here !== undefined) return here;
  const helped = await textsByHelper(prober, { kind: "host" }, request, signal);
  const found = helped === undefined ? undefined : namespaceFrom(helped, ["helper"]);
  if (found === undefined) {
    log.refused("helper", whyNotHelped(prober));
    throw new NamespaceError({ kind: "no-host" });
  }
  log.took("helper");
  return found;
}

/** What a host-mode container knows to be held by a process is its own, unless it sees the processes of all. */
async function ownedBy(
  { engine }: Prober,
  container: Container,
  sockets: Namespace["sockets"],
  signal: AbortSignal | undefined,
): Promise<Namespace["sockets"]> {
  if (sockets?.some(({ owner }) => owner !== undefined) !== true) return sockets;
  const { hostProcesses } = await inspect(engine, container, signal);
  if (hostProcesses) return sockets;
  return sockets.map((socket) =>
    socket.owner === undefined || socket.owner.containers.length > 0
      ? socket
      : { ...socket, owner: { ...socket.owner, containers: [container.id] } },
  );
}

/** The host's namespace by way of the first process of this machine that is proven to be in it and can be read. */
async function readHere(
  { engine, machine, facts }: Prober,
  containers: readonly Container[],
  request: ReadRequest,
  signal: AbortSignal | undefined,
  log: ReadingLog,
): Promise<Namespace | undefined> {
  let proven = false;
  const processes = hostProcesses(engine, machine, containers, facts, signal);
  for (;;) {
    const { value: process } = await processes.next().catch((error: unknown) => {
      throw new NamespaceError({ kind: "engine", fault: faultFrom(error) });
    });
    if (process === undefined) break;
    proven = true;
    const found = await readProcess(machine, process, request, signal, log);
    if (found !== undefined) return found;
  }
  if (!proven) log.refused("proc", "no process of this machine is known to be one of the engine's host");
  return undefined;
}

async function readProcess(
  machine: Machine,
  { pid, shim }: HostProcess,
  request: ReadRequest,
  signal: AbortSignal | undefined,
  log: ReadingLog,
): Promise<Namespace | undefined> {
  const texts = await textsOfProcess(machine, pid, request);
  if (texts === undefined) {
    log.refused("proc", `process ${pid} has ended`);
    return undefined;
  }
  log.took("proc");
  const ways: Way[] = ["proc"];
  const shared = pid === "self" || (await sharesOurNamespace(machine, pid));
  const more = shared ? await textsHere(machine, request, signal) : await textsByNsenter(machine, pid, request, signal);
  const way = shared ? "here" : "nsenter";
  if (more === undefined) log.refused(way, shared ? "ip could not be run" : whyNotEntered(machine));
  else {
    ways.push(way);
    log.took(way);
  }
  for (const [key, text] of more ?? (await sysfsOfProcess(machine, shared ? "self" : pid))) texts.set(key, text);
  if (request.resolvConf === true) await addHostsResolvConf(machine, shared ? "self" : shim, texts);
  const found = namespaceFrom(texts, ways);
  return found !== undefined && request.socketOwners === true
    ? withSocketOwners(machine, found, undefined, signal)
    : found;
}

/**
 * The host's own /etc/resolv.conf: this machine's where the host is this machine, else that of a process that is no
 * container's. A container's process has files of its own, also in host mode.
 */
async function addHostsResolvConf(
  machine: Machine,
  pid: number | "self" | undefined,
  texts: Map<string, string>,
): Promise<void> {
  if (pid === undefined || (pid !== "self" && !machine.privileged)) return;
  const root = pid === "self" ? "" : `/proc/${pid}/root`;
  const text = await machine.read(`${root}${source.resolvConf}`);
  if (text !== undefined) texts.set(source.resolvConf, text);
}
