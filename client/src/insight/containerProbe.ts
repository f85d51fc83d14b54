import { attachmentsFrom, isUp, type Container } from "../docker/inventory/container";
import type { ContainerDetail } from "../docker/api/engine";
import { sharesHostNamespace } from "../docker/inventory/inventory";
import { sanitize } from "../docker/sanitize";
import { crashLoop } from "./crashLoop";
import { deadNamespace } from "./deadNamespace";
import { portTakenInLastRun } from "./failedRun";
import type { ProbeSource } from "./probeSource";
import type { ListeningSocket } from "../netns/model";
import { readOwnListeners } from "./ownListeners";
import { holderOf } from "./portHolder";
import { publishedPortIn, publishProblems, type Problem } from "./problems";

/** What a closer look at one container tells beyond the list. */
export interface ContainerProbe {
  /** Milliseconds since 1970 by the engine's clock; undefined where it never started. */
  readonly startedAt?: number;
  /** Undefined where they cannot be read from here, were not read, or where it does not run. */
  readonly listening?: readonly ListeningSocket[];
  readonly problems: readonly Problem[];
  /** The networks that it is in by the engine's own record, by name. */
  readonly networks: readonly string[];
  /** True where its program may not have got as far as listening: what is missing now may be there in a moment. */
  readonly young: boolean;
}

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
  const { startedAt } = timeOf(detail);
  const young = startedAt !== undefined && Math.abs(Date.now() - startedAt) < youngMilliseconds;
  const dead = await deadNamespace(engine, machine, inventory, container, detail, signal);
  const listening = await readOwnListeners(engine, machine, table, inventory, container, detail, signal);
  const missing = listening === undefined || young ? [] : publishProblems(container, listening);
  return {
    ...recordOf(detail),
    ...(listening === undefined ? {} : { listening }),
    problems: [...dead, ...missing],
    young,
  };
}

/** Looks only for what a container's line should say without being opened. Throws EngineError. */
export async function probeWithoutSockets(
  source: ProbeSource,
  container: Container,
  signal?: AbortSignal,
): Promise<ContainerProbe> {
  const { engine, machine, inventory } = source;
  const detail = await engine.inspectContainer(container.id, signal);
  if (!isRunning(container, detail)) return probeStopped(source, container, detail, signal);
  const problems = await deadNamespace(engine, machine, inventory, container, detail, signal);
  return { ...recordOf(detail), problems, young: false };
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
  const by = async (port: number | undefined): Promise<{ by?: string }> => {
    const holder = port === undefined ? undefined : await holderOf(source, container, port, signal);
    return holder === undefined ? {} : { by: holder };
  };
  if (detail.error !== "") {
    const said = sanitize(detail.error, 400);
    return [{ kind: "not-started", detail: said, ...(await by(publishedPortIn(said))) }];
  }
  if (container.state === "created") return [];
  const reason = await portTakenInLastRun(source.engine, container, detail, signal);
  if (reason === undefined) return crashLoop(container, detail);
  // In a namespace of its own it lost the port to a program beside it, whoever has that port on the host.
  const onHost = sharesHostNamespace(source.inventory, container);
  return [{ kind: "port-taken", reason, ...(onHost ? await by(reason.port) : {}) }];
}

function recordOf(detail: ContainerDetail): Pick<ContainerProbe, "startedAt" | "networks"> {
  return { ...timeOf(detail), networks: attachmentsFrom(detail.networks).map(({ network }) => network) };
}

function timeOf({ startedAt }: ContainerDetail): { startedAt?: number } {
  const time = Date.parse(startedAt);
  return Number.isNaN(time) ? {} : { startedAt: time };
}
