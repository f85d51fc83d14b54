import type { Connection } from "./connection";
import { createdId } from "./createdId";

/**
 * Makes a container of this name, and does not start it; `options` are the engine's own (moby api/swagger.yaml,
 * ContainerCreate). Only where the user asked for it. Resolves to its ID; throws EngineError.
 */
export function createContainer(
  connection: Connection,
  name: string,
  options: object,
  outer?: AbortSignal,
): Promise<string> {
  const request = { method: "POST", path: "/containers/create", query: { name }, body: options } as const;
  return connection.call(connection.limits.call, outer, async (signal) =>
    createdId(await connection.ask(request, signal)),
  );
}
