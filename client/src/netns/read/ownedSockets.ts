import { sanitize } from "../../docker/sanitize";
import type { Machine } from "./machine";
import type { Namespace } from "../model";
import { ownersOf, thisProcessTable } from "./socketOwners";

/** A container's ID in a cgroup path, whatever stands around it (`/docker/ID`, `docker-ID.scope`). */
const containerInCgroup = /[0-9a-f]{64}/u;

/**
 * Says of each socket which program holds it, and in which other container than `containerId` that runs
 * (docs/docker-behaviour.md#socket-owners). Only for a namespace of this machine: elsewhere the same inode is another
 * socket.
 */
export async function withOwners(
  machine: Machine,
  namespace: Namespace,
  containerId?: string,
  signal?: AbortSignal,
): Promise<Namespace> {
  const { sockets, ways } = namespace;
  const wanted = new Set(sockets?.map(({ inode }) => inode).filter((inode) => inode !== undefined));
  if (sockets === undefined || wanted.size === 0 || !ways.includes("proc")) return namespace;
  const owners = await ownersOf(machine, thisProcessTable, wanted, signal);
  const marked = sockets.map((socket) => {
    const owner = owners.get(socket.inode ?? "");
    if (owner === undefined) return socket;
    const holder = containerInCgroup.exec(owner.cgroup)?.[0];
    // From here only a cgroup may be seen; the container itself may have told the program.
    const program = sanitize(owner.name, 64) || (socket.owner?.program ?? "");
    if (program === "" && holder === undefined) return socket;
    return {
      ...socket,
      owner: { program, ...(holder === undefined || holder === containerId ? {} : { containerId: holder }) },
    };
  });
  return { ...namespace, sockets: marked };
}
