import type { ContainerDetail, Engine } from "../../docker/api/engine";
import { EngineError } from "../../docker/fault";
import type { Container } from "../../docker/inventory/container";
import { catCommand, splitProcNet, type ProcNetFile, type ProcNetFiles } from "../parse/procNetSplit";
import type { Machine } from "./machine";
import { isProcessOf } from "./processes";

/** Files of /proc/net of the namespace of a process of this machine; undefined where none of them can be read. */
export async function procNetOfProcess(
  machine: Machine,
  pid: number | "self",
  files: readonly ProcNetFile[],
): Promise<ProcNetFiles | undefined> {
  const texts = await Promise.all(files.map(({ name }) => machine.read(`/proc/${pid}/net/${name}`)));
  const read = files.flatMap(({ name }, at) => (texts[at] === undefined ? [] : [[name, texts[at]] as const]));
  return read.length === 0 ? undefined : Object.fromEntries(read);
}

/**
 * Files of /proc/net of a running container: from outside where it is proven to run on this machine, else with `cat` of
 * its image. Undefined where neither is possible. Throws EngineError where the reading was cancelled.
 */
export async function procNetOfContainer(
  engine: Engine,
  machine: Machine,
  container: Container,
  detail: ContainerDetail,
  files: readonly ProcNetFile[],
  signal?: AbortSignal,
): Promise<ProcNetFiles | undefined> {
  if (await isProcessOf(machine, detail.pid, container.id)) {
    const found = await procNetOfProcess(machine, detail.pid, files);
    if (found !== undefined) return found;
  }
  if (detail.paused) return undefined;
  try {
    // cat prints what there is and fails for what is not, as tcp6 is without IPv6.
    const { stdout } = await engine.exec(container.id, catCommand(files), signal);
    return splitProcNet(stdout, files);
  } catch (error) {
    // An image without cat is the usual case, not a failure.
    if (error instanceof EngineError && error.fault.kind !== "cancelled") return undefined;
    throw error;
  }
}
