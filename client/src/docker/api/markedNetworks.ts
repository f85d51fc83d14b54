import { EngineError } from "../fault";
import { record } from "../record";
import { largestList, type Connection } from "./connection";
import { walkLabel, walkLabelValue, walkMarkFrom, type WalkMark } from "./walkMark";

/** A network that a walk made; what its mark calls the container is the network. */
export interface MarkedNetwork {
  readonly id: string;
  readonly mark: WalkMark;
}

/** The networks that walks of this user made. Throws EngineError. */
export function listMarkedNetworks(
  connection: Connection,
  user: string,
  outer?: AbortSignal,
): Promise<MarkedNetwork[]> {
  const filters = JSON.stringify({ label: [walkLabel] });
  return connection.call(connection.limits.list, outer, async (signal) => {
    const request = { method: "GET", path: "/networks", query: { filters } } as const;
    const answer = await connection.ask(request, signal, largestList);
    if (!Array.isArray(answer)) throw new Error("it is no list");
    return (answer as readonly unknown[]).flatMap((entry) => {
      const { Id, Labels } = record(entry);
      const mark = walkMarkFrom(Labels);
      return typeof Id === "string" && mark?.user === user ? [{ id: Id, mark }] : [];
    });
  });
}

/**
 * Makes a bridge network of this name for a walk, where the walk does not have it yet. Resolves to false where a network
 * of somebody else is called so. Throws EngineError.
 */
export async function makeMarkedNetwork(
  connection: Connection,
  name: string,
  mark: WalkMark,
  outer?: AbortSignal,
): Promise<boolean> {
  const present = await listMarkedNetworks(connection, mark.user, outer);
  if (present.some((each) => each.mark.walk === mark.walk && each.mark.container === mark.container)) return true;
  const body = {
    ...{ Name: name, Driver: "bridge", Labels: { [walkLabel]: walkLabelValue(mark) } },
    // Engines before 25 make a second network of the same name otherwise.
    CheckDuplicate: true,
  };
  try {
    await connection.call(connection.limits.list, outer, (signal) =>
      connection.ask({ method: "POST", path: "/networks/create", body }, signal),
    );
    return true;
  } catch (error) {
    if (error instanceof EngineError && /already exists/iu.test(error.fault.detail)) return false;
    throw error;
  }
}

/** Removes a network that a walk made. Throws EngineError, as where somebody else's container is on it. */
export async function removeMarkedNetwork(connection: Connection, id: string, outer?: AbortSignal): Promise<void> {
  try {
    await connection.call(connection.limits.list, outer, (signal) =>
      connection.perform({ method: "DELETE", path: `/networks/${encodeURIComponent(id)}` }, signal),
    );
  } catch (error) {
    // Another window removes it at the same time.
    if (!(error instanceof EngineError && /not found|no such network/iu.test(error.fault.detail))) throw error;
  }
}
