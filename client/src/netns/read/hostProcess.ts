import type { Engine } from "../../docker/api/engine";
import type { EngineFacts } from "../../docker/api/engineFacts";
import { inspectUnlessGone } from "../../docker/api/inspectUnlessGone";
import { isUp, type Container } from "../../docker/inventory/container";
import type { Machine } from "./machine";
import { isProcessOf, shimOf } from "./processes";
import { isInHostsNamespace } from "./thisHost";

/**
 * A process on this machine that is in the host's namespace, the extension host itself among them, and one that has the
 * host's files, where there is one.
 */
export interface HostProcess {
  readonly pid: number | "self";
  readonly shim: number | undefined;
}

/** Where none of so many containers is a process of this machine, the engine runs elsewhere. */
const enoughCandidates = 5;

/**
 * The processes that prove this machine to be the engine's host: host-mode containers' own, then the shims of the
 * others, and last our own where `facts` prove that. None where the engine runs elsewhere. Throws EngineError.
 */
export async function* hostProcesses(
  engine: Engine,
  machine: Machine,
  containers: readonly Container[],
  facts: EngineFacts | undefined,
  signal?: AbortSignal,
): AsyncGenerator<HostProcess, undefined> {
  const up = containers.filter(isUp);
  const isOnHost = ({ mode }: Container): boolean => mode.kind === "host";
  const candidates = [...up.filter(isOnHost), ...up.filter((other) => !isOnHost(other))];
  for (const container of candidates.slice(0, enoughCandidates)) {
    const detail = await inspectUnlessGone(engine, container.id, signal);
    if (detail?.running !== true || !(await isProcessOf(machine, detail.pid, container.id))) continue;
    const shim = await shimOf(machine, detail.pid);
    const pid = isOnHost(container) ? detail.pid : shim;
    if (pid !== undefined) yield { pid, shim };
  }
  if (facts !== undefined && (await isInHostsNamespace(engine, facts, machine, signal))) {
    yield { pid: "self", shim: undefined };
  }
  return undefined;
}
