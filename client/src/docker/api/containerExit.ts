import { EngineError } from "../fault";
import type { Connection } from "./connection";
import { record } from "../record";

/**
 * The exit code of a container's program where it ends within so many milliseconds; undefined where it runs on. Throws
 * EngineError, not for the time.
 */
export async function exitWithin(
  connection: Connection,
  id: string,
  milliseconds: number,
  outer?: AbortSignal,
): Promise<number | undefined> {
  const request = { method: "POST", path: `/containers/${encodeURIComponent(id)}/wait` } as const;
  try {
    return await connection.call(milliseconds, outer, async (signal) => {
      const { StatusCode } = record(await connection.ask(request, signal));
      return typeof StatusCode === "number" ? StatusCode : -1;
    });
  } catch (error) {
    if (error instanceof EngineError && error.fault.kind === "timeout") return undefined;
    throw error;
  }
}
