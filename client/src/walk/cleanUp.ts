import { listMarked, removeMarked } from "../docker/api/markedContainers";
import { listMarkedNetworks, removeMarkedNetwork } from "../docker/api/markedNetworks";
import type { Connection } from "../docker/api/connection";
import type { WalkMark } from "../docker/api/walkMark";

/**
 * Removes every container and network that this user's walks made, or one walk of them, and nothing else: by what the
 * engine has at this moment. Resolves to how many containers there were. Throws EngineError once all have been tried.
 */
export async function removeAllOfUser(
  connection: Connection,
  user: string,
  { walk, signal }: { readonly walk?: string; readonly signal?: AbortSignal } = {},
): Promise<number> {
  const isMeant = ({ mark }: { readonly mark: WalkMark }): boolean => walk === undefined || mark.walk === walk;
  const containers = (await listMarked(connection, user, signal)).filter(isMeant);
  const outcomes = await Promise.allSettled(containers.map(({ id }) => removeMarked(connection, id, signal)));
  // A network goes after its containers.
  const networks = (await listMarkedNetworks(connection, user, signal)).filter(isMeant);
  outcomes.push(...(await Promise.allSettled(networks.map(({ id }) => removeMarkedNetwork(connection, id, signal)))));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return containers.length;
}

/** Removes what a walk of this user calls so. Resolves to whether there was one. Throws EngineError. */
export async function removeOfWalk(
  connection: Connection,
  { walk, container, user }: { readonly walk: string; readonly container: string; readonly user: string },
  signal?: AbortSignal,
): Promise<boolean> {
  const marked = await listMarked(connection, user, signal);
  const own = marked.filter(({ mark }) => mark.walk === walk && mark.container === container);
  for (const { id } of own) await removeMarked(connection, id, signal);
  return own.length > 0;
}
