import { randomUUID } from "node:crypto";
import { EngineError } from "../fault";
import type { Connection } from "./connection";
import { createdId } from "./createdId";
import type { Recreation } from "./recreation";

/** A creation and a start may take so many times as long as a question. */
const patience = 6;

/** What came of it. The container from before is gone only where the new one runs. */
export type CreatedAgain =
  /** `left` is what the container from before is called where it could not be removed. */
  | { readonly kind: "runs"; readonly id: string; readonly left?: string }
  /** `left` is what the container from before is called where it could not be given its name back. */
  | { readonly kind: "failed"; readonly error: EngineError; readonly left?: string };

/**
 * Creates and starts a container that takes the place and the name of this one, which keeps another name until the new one
 * runs. Where the engine refuses, the new one is removed, and the other has its name again. Nothing ends it half-way.
 */
export async function createAgain(connection: Connection, id: string, recreation: Recreation): Promise<CreatedAgain> {
  const { name, creation, networks } = recreation;
  const aside = `${name}-before-${randomUUID().slice(0, 8)}`;
  const call = <T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    connection.call(connection.limits.call * patience, undefined, run);
  const post = (path: string, more: object = {}): Promise<unknown> =>
    call((signal) => connection.perform({ method: "POST", path, ...more }, signal));
  const remove = (of: string, query: Record<string, boolean>): Promise<unknown> =>
    call((signal) => connection.perform({ method: "DELETE", path: pathOf(of), query }, signal));

  let made: string | undefined;
  try {
    await post(`${pathOf(id)}/rename`, { query: { name: aside } });
  } catch (error) {
    // Only the answer may have been lost.
    await post(`${pathOf(id)}/rename`, { query: { name } }).catch(() => undefined);
    return failed(error);
  }
  try {
    made = await call(async (signal) => createdId(await connection.ask(creation, signal)));
    for (const { network, endpoint } of networks) {
      const body = { Container: made, EndpointConfig: endpoint };
      await post(`/networks/${encodeURIComponent(network)}/connect`, { body });
    }
    await post(`${pathOf(made)}/start`);
  } catch (error) {
    try {
      if (made !== undefined) await remove(made, { force: true, v: true });
      await post(`${pathOf(id)}/rename`, { query: { name } });
      return failed(error);
    } catch {
      return { ...failed(error), left: aside };
    }
  }
  try {
    // It never ran, so that its own volumes hold nothing but what the image has.
    await remove(id, { v: true });
    return { kind: "runs", id: made };
  } catch {
    return { kind: "runs", id: made, left: aside };
  }
}

function failed(error: unknown): CreatedAgain & { kind: "failed" } {
  if (error instanceof EngineError) return { kind: "failed", error };
  throw error;
}

function pathOf(id: string): string {
  return `/containers/${encodeURIComponent(id)}`;
}
