import type { Container } from "../../docker/inventory/container";
import type { ContainerDetail, Engine } from "../../docker/api/engine";
import { EngineError } from "../../docker/fault";
import type { Machine } from "./machine";
import { isProcessOf } from "./processes";
import { interfaceNames } from "../parse/procNet";

/**
 * Whether a running container's namespace holds loopback and nothing else, by /proc/net/dev: from outside where its
 * process is proven to be of this machine, else with `cat` of its image. Undefined where neither tells.
 */
export async function hasLoopbackOnly(
  engine: Engine,
  machine: Machine,
  container: Container,
  detail: ContainerDetail,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  const table = await interfaceTable(engine, machine, container, detail, signal);
  return table === undefined ? undefined : interfaceNames(table)?.every((name) => name === "lo");
}

async function interfaceTable(
  engine: Engine,
  machine: Machine,
  container: Container,
  detail: ContainerDetail,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (await isProcessOf(machine, detail.pid, container.id)) {
    const table = await machine.read(`/proc/${detail.pid}/net/dev`);
    if (table !== undefined) return table;
  }
  if (detail.paused) return undefined;
  try {
    return (await engine.exec(container.id, ["cat", "/proc/net/dev"], signal)).stdout;
  } catch (error) {
    // An image without cat is the usual case, not a failure.
    if (error instanceof EngineError && error.fault.kind !== "cancelled") return undefined;
    throw error;
  }
}
