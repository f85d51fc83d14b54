import { record } from "../record";
import type { Connection } from "./connection";
import type { ExecResult } from "./engine";
import { createHelper, endHelper, type HelperContainer } from "./helperCreation";
import { demultiplex } from "./multiplex";
import { readAll } from "./readAll";

/**
 * Runs a helper until its program ends and removes it, whatever happens in between. Only after the user's consent.
 * Throws EngineError.
 */
export async function runHelper(
  connection: Connection,
  helper: HelperContainer,
  outer?: AbortSignal,
): Promise<ExecResult> {
  const id = await createHelper(connection, helper);
  const path = `/containers/${id}`;
  try {
    return await connection.call(connection.limits.call, outer, async (signal) => {
      await connection.perform({ method: "POST", path: `${path}/start` }, signal);
      const { StatusCode } = record(await connection.ask({ method: "POST", path: `${path}/wait` }, signal));
      const both = { stdout: true, stderr: true };
      const log = await connection.open({ method: "GET", path: `${path}/logs`, query: both }, signal);
      return { ...demultiplex(await readAll(log)), exitCode: typeof StatusCode === "number" ? StatusCode : -1 };
    });
  } finally {
    await endHelper(connection, id);
  }
}
