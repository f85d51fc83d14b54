import { setTimeout as pause } from "node:timers/promises";
import { faultFrom, type EngineFault } from "../fault";
import type { Connection } from "./connection";

/** How often a helper that could not be removed is looked for again, after pauses that double: with usual limits 63 s. */
const rounds = 6;

/** Removes a helper container by its name or ID, also one that runs. Throws EngineError. */
export async function removeHelper(connection: Connection, nameOrId: string): Promise<void> {
  const query = { force: true, v: true };
  await connection.call(connection.limits.call, undefined, (signal) =>
    connection.perform({ method: "DELETE", path: `/containers/${nameOrId}`, query }, signal),
  );
}

/**
 * Whether an engine may have made what it was asked for, although no answer said so: it goes on with a creation that
 * nobody waits for any more.
 */
export function mayHaveMade({ kind }: EngineFault): boolean {
  return kind === "timeout" || kind === "not-running";
}

/**
 * Looks for a helper that the engine still has, or may be about to make, until it was removed or was looked for often
 * enough. Nobody waits for this: who asked for the helper has been told of the failure already.
 */
export async function removeHelperLater(
  connection: Connection,
  nameOrId: string,
  is: "made" | "maybe made",
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await pause((connection.limits.call / 10) * 2 ** round, undefined, { ref: false });
    try {
      await removeHelper(connection, nameOrId);
      return;
    } catch (error) {
      // Of one that was made this is the end; another one may be there the next time.
      if (is === "made" && faultFrom(error).kind === "container-gone") return;
    }
  }
}
