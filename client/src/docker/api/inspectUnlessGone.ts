import { EngineError } from "../fault";
import type { ContainerDetail, Engine } from "./engine";

/** A container's details; undefined where it is gone, as one may be since it was listed. Throws EngineError. */
export async function inspectUnlessGone(
  engine: Engine,
  id: string,
  signal?: AbortSignal,
): Promise<ContainerDetail | undefined> {
  try {
    return await engine.inspectContainer(id, signal);
  } catch (error) {
    if (error instanceof EngineError && error.fault.kind === "container-gone") return undefined;
    throw error;
  }
}
