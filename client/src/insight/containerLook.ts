import { isUp, type Container } from "../docker/container";
import type { ContainerDetail, Engine } from "../docker/engine";
import { EngineError } from "../docker/fault";
import { inert } from "../docker/inert";
import { namespaceOwner, type Inventory } from "../docker/inventory";
import type { Machine } from "../netns/machine";
import { readContainerListeners, type ListeningSocket } from "../netns/listeners";
import { portTakenInLastRun } from "./failedRun";
import { publishProblems, type Problem } from "./problems";

/** What a closer look at one container tells beyond the list. */
export interface ContainerLook {
  /** Milliseconds since 1970 by the engine's clock; undefined where it never started. */
  readonly startedAt?: number;
  /** Undefined where they cannot be read from here, or where it does not run. */
  readonly listening?: readonly ListeningSocket[];
  readonly problems: readonly Problem[];
  /** True where its program may not have got as far as listening: what is missing now may be there in a moment. */
  readonly young: boolean;
}

/** A program that has not listened for so long after its start is taken to be done with starting. */
export const youngMilliseconds = 10_000;

/** Looks at one container: an inspection, its sockets, or the end of its log. Throws EngineError. */
export async function lookInto(
  engine: Engine,
  machine: Machine,
  inventory: Inventory,
  container: Container,
  signal?: AbortSignal,
): Promise<ContainerLook> {
  const detail = await engine.inspectContainer(container.id, signal);
  const startedAt = timeOf(detail.startedAt);
  // Between two runs of a crash loop the engine calls a container running, without a process (State.Restarting).
  if (!isUp(container) || !detail.running || container.state === "restarting") {
    const problems = await exitProblems(engine, container, detail, signal);
    return { ...(startedAt === undefined ? {} : { startedAt }), problems, young: false };
  }
  const young = startedAt !== undefined && Math.abs(Date.now() - startedAt) < youngMilliseconds;
  const dead = await deadNamespace(engine, inventory, container, startedAt, signal);
  const listening = await readContainerListeners(engine, machine, container, detail, signal);
  const missing = listening === undefined || young ? [] : publishProblems(container, listening);
  return {
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(listening === undefined ? {} : { listening }),
    problems: [...dead, ...missing],
    young,
  };
}

/** The engine says why it could not start a container; a program that failed says so in its log alone (truth.md E). */
async function exitProblems(
  engine: Engine,
  container: Container,
  detail: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<Problem[]> {
  if (detail.error !== "") return [{ kind: "not-started", detail: inert(detail.error, 400) }];
  if (container.state === "created") return [];
  const reason = await portTakenInLastRun(engine, container.id, detail, signal);
  return reason === undefined ? [] : [{ kind: "port-taken", reason }];
}

/** `docker restart` gives the owner a new namespace; who shared the old one keeps a dead one (truth.md C, engine 20.10). */
async function deadNamespace(
  engine: Engine,
  inventory: Inventory,
  container: Container,
  startedAt: number | undefined,
  signal: AbortSignal | undefined,
): Promise<Problem[]> {
  const owner = namespaceOwner(inventory, container);
  // The host's namespace and an empty one outlive every container.
  if (owner.id === container.id || owner.mode.kind !== "network" || startedAt === undefined) return [];
  try {
    const detail = await engine.inspectContainer(owner.id, signal);
    const ownerStarted = timeOf(detail.startedAt);
    const dead = !detail.running || (ownerStarted !== undefined && ownerStarted > startedAt);
    return dead ? [{ kind: "dead-namespace", owner: owner.name }] : [];
  } catch (error) {
    if (error instanceof EngineError && error.fault.kind === "container-gone") {
      return [{ kind: "dead-namespace", owner: owner.name }];
    }
    throw error;
  }
}

function timeOf(text: string): number | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
