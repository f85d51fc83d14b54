import { EngineError } from "../fault";
import { record } from "../record";
import { largestList, type Connection } from "./connection";
import { walkLabel, walkMarkFrom, type WalkMark } from "./walkMark";

/** A container that a walk started, as the engine has it at this moment. */
export interface MarkedContainer {
  readonly id: string;
  readonly mark: WalkMark;
}

/** The containers that walks of this user started, running or not. Throws EngineError. */
export function listMarked(connection: Connection, user: string, outer?: AbortSignal): Promise<MarkedContainer[]> {
  const filters = JSON.stringify({ label: [walkLabel] });
  return connection.call(connection.limits.list, outer, async (signal) => {
    const request = { method: "GET", path: "/containers/json", query: { all: true, filters } } as const;
    const answer = await connection.ask(request, signal, largestList);
    if (!Array.isArray(answer)) throw new Error("it is no list");
    return (answer as readonly unknown[]).flatMap((entry) => {
      const { Id, Labels } = record(entry);
      const mark = walkMarkFrom(Labels);
      // Others may play on the same engine.
      return typeof Id === "string" && mark?.user === user ? [{ id: Id, mark }] : [];
    });
  });
}

/** Removes a container that a walk started, also one that runs, with its nameless volumes. Throws EngineError. */
export async function removeMarked(connection: Connection, id: string, outer?: AbortSignal): Promise<void> {
  const query = { force: true, v: true };
  try {
    await connection.call(connection.limits.list, outer, (signal) =>
      connection.perform({ method: "DELETE", path: `/containers/${encodeURIComponent(id)}`, query }, signal),
    );
  } catch (error) {
    // Who removes it by hand at the same time wants the same.
    if (!(error instanceof EngineError && error.fault.kind === "container-gone")) throw error;
  }
}
