import { listMarked, removeMarked } from "../docker/api/markedContainers";
import type { Connection } from "../docker/api/connection";

/**
 * Removes every container that this user's walks started, and nothing else: by what the engine has at this moment.
 * Resolves to how many there were. Throws EngineError once all have been tried.
 */
export async function removeAllOfUser(connection: Connection, user: string, signal?: AbortSignal): Promise<number> {
  const marked = await listMarked(connection, user, signal);
  const outcomes = await Promise.allSettled(marked.map(({ id }) => removeMarked(connection, id, signal)));
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return marked.length;
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
