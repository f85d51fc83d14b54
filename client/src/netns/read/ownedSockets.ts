import type { Namespace } from "../model";
import type { Machine } from "./machine";
import { thisProcessTable, withOwners } from "./socketOwners";

/**
 * Says of each socket of a namespace which program holds it, and in which other container than `containerId` that runs
 * (docs/docker-behaviour.md#socket-owners). Only for a namespace of this machine: elsewhere the same inode is another
 * socket.
 */
export async function withSocketOwners(
  machine: Machine,
  namespace: Namespace,
  containerId?: string,
  signal?: AbortSignal,
): Promise<Namespace> {
  if (namespace.sockets === undefined || !namespace.ways.includes("proc")) return namespace;
  const owned = await withOwners(machine, thisProcessTable, namespace.sockets, signal);
  const sockets = owned.map((socket) =>
    containerId !== undefined && socket.owner?.containers.includes(containerId) === true
      ? { ...socket, owner: { ...socket.owner, containers: [] } }
      : socket,
  );
  return { ...namespace, sockets };
}
