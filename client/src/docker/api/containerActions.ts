import type { Connection } from "./connection";

/** What may be done to a container. Each is something that the user chose; nothing else in Hostside calls these. */
export type ContainerAction = "start" | "stop" | "restart" | "pause" | "unpause" | "remove";

/** The engine gives a container ten seconds to stop before it kills it; then it has to answer. */
const limit = 60_000;

/** What the engine answers where a container is as it is wanted already. */
const notModified = 304;

/**
 * Does it and waits for the engine's word: false where there was nothing to do, as for a container that is to stop and
 * does not run. `remove` also ends a running container. Throws EngineError.
 */
export async function act(
  connection: Connection,
  id: string,
  action: ContainerAction,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = `/containers/${encodeURIComponent(id)}`;
  const status = await connection.call(limit, signal, (during) =>
    action === "remove"
      ? connection.perform({ method: "DELETE", path, query: { force: true } }, during)
      : connection.perform({ method: "POST", path: `${path}/${action}` }, during),
  );
  return status !== notModified;
}
