import type { Container } from "../../docker/inventory/container";
import type { ContainerDetail, Engine } from "../../docker/api/engine";
import type { ListeningSocket } from "../model";
import type { ProcNetFiles } from "../parse/procNetSplit";
import { parseProcSockets, socketFiles } from "../parse/procSockets";
import type { Machine } from "./machine";
import { isProcessOf } from "./processes";
import { procNetOfContainer, procNetOfProcess } from "./procNetFiles";

/** The listening sockets of the namespace of a process of this machine; undefined where they cannot be read. */
export async function readListenersOf(machine: Machine, pid: number | "self"): Promise<ListeningSocket[] | undefined> {
  return listenersIn(await procNetOfProcess(machine, pid, socketFiles));
}

/**
 * The listening sockets of a running container: from outside where it is proven to run on this machine, else with `cat`
 * of its image. Undefined where neither is possible.
 */
export async function readContainerListeners(
  engine: Engine,
  machine: Machine,
  container: Container,
  detail: ContainerDetail,
  signal?: AbortSignal,
): Promise<ListeningSocket[] | undefined> {
  return listenersIn(await procNetOfContainer(engine, machine, container, detail, socketFiles, signal));
}

/**
 * The listening sockets in the namespace of a container's process, from /proc alone. Undefined where the process is not
 * proven to be of this machine, where a table that is there cannot be read, or where it has ended meanwhile: half of the
 * tables would say that nothing listens.
 */
export async function readSocketsFromProc(
  machine: Machine,
  pid: number,
  containerId: string,
): Promise<ListeningSocket[] | undefined> {
  if (!(await isProcessOf(machine, pid, containerId))) return undefined;
  const there = await machine.list(`/proc/${pid}/net`);
  const files = (await procNetOfProcess(machine, pid, socketFiles)) ?? {};
  const isWhole = socketFiles.every(({ name }) =>
    there.includes(name) ? files[name] !== undefined : name.endsWith("6"),
  );
  return isWhole && (await isProcessOf(machine, pid, containerId)) ? parseProcSockets(files) : undefined;
}

function listenersIn(files: ProcNetFiles | undefined): ListeningSocket[] | undefined {
  // A table without sockets has a heading; what has none of the tables tells nothing.
  return files !== undefined && socketFiles.some(({ name }) => files[name] !== undefined)
    ? parseProcSockets(files)
    : undefined;
}
