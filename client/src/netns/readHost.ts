import { isUp, type Container } from "../docker/container";
import { NamespaceError } from "./fault";
import type { Reading } from "./model";
import { isProcessOf, readByNsenter, readByProc, readHere, sharesOurNamespace, shimOf } from "./processes";
import { inspect, readContainer, type Prober } from "./readContainer";

/** Where none of so many containers is a process of this machine, the engine runs elsewhere. */
const enoughCandidates = 5;

/**
 * Reads the network namespace of the engine's host. Host means the engine's: this machine only where that is proven,
 * by a process of one of its containers. A running host-mode container has the host's namespace by definition; else
 * the shim of any running container has; else there is nothing to read it by. Throws {@link NamespaceError}.
 */
export async function readHost(
  prober: Prober,
  containers: readonly Container[],
  signal?: AbortSignal,
): Promise<Reading> {
  const up = containers.filter(isUp);
  const hostMode = up.filter(({ mode }) => mode.kind === "host");
  const candidates = [...hostMode, ...up.filter((other) => !hostMode.includes(other))];
  for (const container of candidates.slice(0, enoughCandidates)) {
    const process = await hostProcess(prober, container, signal);
    if (process === undefined) continue;
    const reading = await readProcess(prober, process, signal);
    // From /proc alone we would know less than a program inside a host-mode container may tell.
    if (reading !== undefined && (reading.way !== "proc" || hostMode.length === 0)) return reading;
    if (reading !== undefined) break;
  }
  for (const container of hostMode) {
    try {
      return await readContainer(prober, container, signal);
    } catch (error) {
      // The next host-mode container has the same view; only the engine's own failure ends the search.
      if (!(error instanceof NamespaceError) || error.fault.kind === "engine") throw error;
    }
  }
  throw new NamespaceError({ kind: "no-host" });
}

/** A process on this machine that is in the host's namespace: the host-mode container's own, or the container's shim. */
async function hostProcess(
  prober: Prober,
  container: Container,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  try {
    const { pid } = await inspect(prober.engine, container, signal);
    if (!(await isProcessOf(prober.machine, pid, container.id))) return undefined;
    return container.mode.kind === "host" ? pid : await shimOf(prober.machine, pid);
  } catch (error) {
    if (error instanceof NamespaceError && error.fault.kind !== "engine") return undefined;
    throw error;
  }
}

async function readProcess(prober: Prober, pid: number, signal: AbortSignal | undefined): Promise<Reading | undefined> {
  const here = await sharesOurNamespace(prober.machine, pid);
  return (
    (here ? await readHere(prober.machine, signal) : await readByNsenter(prober.machine, pid, signal)) ??
    (await readByProc(prober.machine, pid))
  );
}
