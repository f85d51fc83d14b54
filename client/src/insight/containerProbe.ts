import { attachmentsFrom, isUp, type Container } from "../docker/inventory/container";
import type { ContainerDetail } from "../docker/api/engine";
import { withoutExec } from "../docker/api/withoutExec";
import { sharesHostNamespace, type Inventory } from "../docker/inventory/inventory";
import { sanitize } from "../docker/sanitize";
import { crashLoop } from "./crashLoop";
import { deadNamespace } from "./deadNamespace";
import { engineRefusal, type EngineRefusal } from "./engineRefusals";
import { namesElsewhere } from "./namesElsewhere";
import { reasonOfLastRun } from "./failedRun";
import type { ProbeSource } from "./probeSource";
import type { ListeningSocket } from "../netns/model";
import { mayForward } from "../netns/read/forwarding";
import { readSocketsFromProc } from "../netns/read/listeners";
import { isProcessOf } from "../netns/read/processes";
import { readOwnListeners } from "./ownListeners";
import { holderOf, type PortHolder } from "./portHolder";
import { publishedPortIn, type Problem } from "./problems";
import { publishProblems } from "./publishProblems";
import { targetName } from "./summary";
import { whyUnresolved } from "./unresolvedInLog";

/** What a closer look at one container tells beyond the list. */
export interface ContainerProbe {
  /** Milliseconds since 1970 by the engine's clock; undefined where it never started. */
  readonly startedAt?: number;
  /** Undefined where they cannot be read from here, were not read, or where it does not run. */
  readonly listening?: readonly ListeningSocket[];
  readonly problems: readonly Problem[];
  /** The networks that it is in by the engine's own record, by name. */
  readonly networks: readonly string[];
  /** The names of hosts that it is told to call. */
  readonly calls: readonly string[];
  /** True where its program may not have got as far as listening: what is missing now may be there in a moment. */
  readonly young: boolean;
  /** Whether its sockets can be read on this machine; undefined where nobody has asked, or it does not run. */
  readonly isHere?: boolean;
}

/** From this port on everybody may listen, in the host's network too. */
const firstUnprivileged = 1024;

/** A program that has not listened for so long after its start is taken to be done with starting. */
const youngMilliseconds = 10_000;

/** Looks at one container: an inspection, its sockets, or the end of its log. Throws EngineError. */
export async function probeContainer(
  source: ProbeSource,
  container: Container,
  signal?: AbortSignal,
): Promise<ContainerProbe> {
  const { engine, machine, table, inventory } = source;
  const detail = await engine.inspectContainer(container.id, signal);
  if (!isRunning(container, detail)) return probeStopped(source, container, detail, signal);
  const dead = await deadNamespace(engine, machine, inventory, container, detail, signal);
  const listening = await readOwnListeners(engine, machine, table, inventory, container, detail, signal);
  const young = isYoung(detail);
  const inVain = young ? [] : await publishedInVain(source, container, detail, listening, signal);
  const unresolved = young ? [] : await namesElsewhere(engine, inventory, container, detail, signal);
  return {
    ...recordOf(detail),
    ...(listening === undefined ? {} : { listening }),
    problems: [...dead, ...unresolved, ...inVain],
    young,
    isHere: await isProcessOf(machine, detail.pid, container.id),
  };
}

/**
 * Looks for what a container's line should say although nobody has asked: by an inspection and, of a container of this
 * machine, /proc. Runs nothing in any container. Throws EngineError.
 */
export async function probeInBackground(
  asked: ProbeSource,
  container: Container,
  signal?: AbortSignal,
): Promise<ContainerProbe> {
  const source = { ...asked, engine: withoutExec(asked.engine) };
  const { engine, machine, inventory } = source;
  const detail = await engine.inspectContainer(container.id, signal);
  if (!isRunning(container, detail)) return probeStopped(source, container, detail, signal);
  const dead = await deadNamespace(engine, machine, inventory, container, detail, signal);
  const young = isYoung(detail);
  // Networks are connected one after the other while a project starts.
  const unresolved = young ? [] : await namesElsewhere(engine, inventory, container, detail, signal);
  const known = { ...recordOf(detail), problems: [...dead, ...unresolved], young };
  if (container.published.length === 0)
    return { ...known, ...(await listeningInBackground(source, container, detail, signal)) };
  const sockets = await readSocketsFromProc(machine, detail.pid, container.id);
  const inVain = young ? [] : await publishedInVain(source, container, detail, sockets, signal);
  return { ...known, problems: [...known.problems, ...inVain], isHere: sockets !== undefined };
}

/** What it listens on where its line says that, by /proc alone. */
async function listeningInBackground(
  { engine, machine, table, inventory }: ProbeSource,
  container: Container,
  detail: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<Pick<ContainerProbe, "listening" | "isHere">> {
  const { kind } = container.mode;
  if (kind !== "host" && kind !== "network") return {};
  // Another machine's processes have these numbers, too.
  if (!(await isProcessOf(machine, detail.pid, container.id))) return { isHere: false };
  const listening =
    kind === "host"
      ? await readOwnListeners(engine, machine, table, inventory, container, detail, signal)
      : await readSocketsFromProc(machine, detail.pid, container.id);
  return { isHere: true, ...(listening === undefined ? {} : { listening }) };
}

function isYoung(detail: ContainerDetail): boolean {
  const { startedAt } = timeOf(detail);
  return startedAt !== undefined && Math.abs(Date.now() - startedAt) < youngMilliseconds;
}

/** What a running container publishes in vain, where that is certain. */
async function publishedInVain(
  { engine, machine }: ProbeSource,
  container: Container,
  detail: ContainerDetail,
  listening: readonly ListeningSocket[] | undefined,
  signal: AbortSignal | undefined,
): Promise<Problem[]> {
  // While its health check waits for it, it says itself that it is not ready; an event tells the end of that.
  if (listening === undefined || container.health === "starting") return [];
  const missing = publishProblems(container, listening);
  return missing.length > 0 && (await mayForward(engine, machine, container, detail, signal)) ? [] : missing;
}

/** Between two runs of a crash loop the engine calls a container running, without a process (State.Restarting). */
function isRunning(container: Container, detail: ContainerDetail): boolean {
  return isUp(container) && detail.running && container.state !== "restarting";
}

async function probeStopped(
  source: ProbeSource,
  container: Container,
  detail: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<ContainerProbe> {
  return { ...recordOf(detail), problems: await exitProblems(source, container, detail, signal), young: false };
}

/**
 * The engine says why it could not start a container; a program that failed says so in its log alone
 * (docs/docker-behaviour.md#who-loses-a-port).
 */
async function exitProblems(
  source: ProbeSource,
  container: Container,
  detail: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<Problem[]> {
  const heldBy = async (ports: readonly number[]): Promise<{ by?: PortHolder }> => {
    const by = await holderOf(source, container, ports, signal);
    return by === undefined ? {} : { by };
  };
  if (detail.error !== "") return [await refusedStart(container, detail, source.inventory, heldBy)];
  if (container.state === "created") return [];
  const found = await reasonOfLastRun(source.engine, container, detail, signal);
  const onHost = sharesHostNamespace(source.inventory, container);
  switch (found?.kind) {
    case undefined:
      return crashLoop(container, detail);
    case "unresolved": {
      const { name, line } = found;
      return [{ kind: "name-in-log", name, line, why: whyUnresolved(source.inventory, container, name) }];
    }
    case "forbidden": {
      const { reason } = found;
      // Elsewhere the engine lets everybody listen on each port (docs/docker-behaviour.md#host-mode-low-ports).
      const isLow = reason.port === undefined || reason.port < firstUnprivileged;
      return onHost && isLow ? [{ kind: "port-forbidden", reason }] : crashLoop(container, detail);
    }
    case "taken": {
      const { reason } = found;
      // In a namespace of its own it lost the port to a program beside it, whoever has that port on the host.
      if (!onHost) return [{ kind: "port-taken", reason }];
      // Where its log names no port, one that it names elsewhere and that another has is likely the one.
      const by = await heldBy(reason.port === undefined ? detail.namedPorts : [reason.port]);
      return [{ kind: "port-taken", reason, ...by }];
    }
  }
}

async function refusedStart(
  container: Container,
  detail: ContainerDetail,
  inventory: Inventory,
  heldBy: (ports: readonly number[]) => Promise<{ by?: PortHolder }>,
): Promise<Problem> {
  const said = sanitize(detail.error, 400);
  const refusal = engineRefusal(said);
  const about = refusal && calledBy(refusal, inventory, container);
  const by = await heldBy(inList(publishedPortIn(said)));
  return { kind: "not-started", detail: said, ...by, ...(about === undefined ? {} : { about }) };
}

/** The name of what the engine's words name by its ID; undefined where they name it otherwise. */
function calledBy({ form, about }: EngineRefusal, inventory: Inventory, { mode }: Container): string | undefined {
  switch (form.names) {
    case undefined:
      return undefined;
    case "container":
      return targetName(inventory, about);
    case "network":
      // The engine forgets a network that was removed; the container remembers what it asked for.
      return inventory.networks.get(about)?.name ?? (mode.kind === "network" ? mode.name : about.slice(0, 12));
  }
}

function inList<T>(one: T | undefined): T[] {
  return one === undefined ? [] : [one];
}

function recordOf(detail: ContainerDetail): Pick<ContainerProbe, "startedAt" | "networks" | "calls"> {
  return {
    ...timeOf(detail),
    networks: attachmentsFrom(detail.networks).map(({ network }) => network),
    calls: [...new Set(detail.calls.map(({ name }) => name))],
  };
}

function timeOf({ startedAt }: ContainerDetail): { startedAt?: number } {
  const time = Date.parse(startedAt);
  return Number.isNaN(time) ? {} : { startedAt: time };
}
