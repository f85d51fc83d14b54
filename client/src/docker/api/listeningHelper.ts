import type { Connection } from "./connection";
import { createHelper, endHelper, type HelperContainer } from "./helperCreation";

/** A helper whose program listens. */
export interface ListeningHelper extends HelperContainer {
  /** Where the engine publishes its port, each on a port of the host that the engine picks. */
  readonly publish?: { readonly port: number; readonly addresses: readonly string[] };
}

/**
 * Starts a helper that listens, uses it, and removes it whatever happens in between. The engine removes it by itself
 * once its program ends, so that a window which is killed leaves nothing. Only after the user's consent. Throws
 * EngineError.
 */
export async function withListeningHelper<T>(
  connection: Connection,
  helper: ListeningHelper,
  use: (id: string) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const { publish } = helper;
  const port = `${publish?.port ?? 0}/tcp`;
  const bindings = publish?.addresses.map((HostIp) => ({ HostIp, HostPort: "" })) ?? [];
  const id = await createHelper(connection, helper, {
    ...(publish === undefined ? {} : { ExposedPorts: { [port]: {} } }),
    HostConfig: { AutoRemove: true, ...(publish === undefined ? {} : { PortBindings: { [port]: bindings } }) },
  });
  try {
    await connection.call(connection.limits.list, outer, (signal) =>
      connection.perform({ method: "POST", path: `/containers/${id}/start` }, signal),
    );
    return await use(id);
  } finally {
    await endHelper(connection, id);
  }
}

/** The engine's entry of a helper in its list of what runs; undefined once its program has ended. Throws EngineError. */
export function helperEntry(connection: Connection, id: string, outer?: AbortSignal): Promise<unknown> {
  const query = { filters: JSON.stringify({ id: [id] }) };
  return connection.call(connection.limits.call, outer, async (signal) => {
    const answer = await connection.ask({ method: "GET", path: "/containers/json", query }, signal);
    return Array.isArray(answer) ? (answer as readonly unknown[])[0] : undefined;
  });
}
