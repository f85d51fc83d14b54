import type { Connection } from "./connection";
import { readAll } from "./readAll";
import { fileOfTar } from "./tar";

/** The text of one regular file of a container, also of one without programs. Throws EngineError, also for a link. */
export function readContainerFile(
  connection: Connection,
  id: string,
  file: string,
  outer?: AbortSignal,
): Promise<string> {
  const path = `/containers/${encodeURIComponent(id)}/archive`;
  return connection.call(connection.limits.call, outer, async (signal) =>
    fileOfTar(await readAll(await connection.open({ method: "GET", path, query: { path: file } }, signal))),
  );
}
