import { EngineError } from "../fault";
import { record } from "../record";
import type { Engine } from "./engine";

/** What the engine tells of a container and of its image, as it sent it. */
export interface ContainerWithImage {
  readonly inspection: unknown;
  /** Undefined where it is gone. */
  readonly image: unknown;
  /** The name that the container was given, as long as that leads to its image, or else the ID of the image. */
  readonly imageName: unknown;
}

/** `GET /containers/{id}/json`, and `GET /images/{name}/json` of its image. Throws EngineError. */
export async function containerWithImage(
  { inspectionOf, connection }: Pick<Engine, "inspectionOf" | "connection">,
  id: string,
  outer?: AbortSignal,
): Promise<ContainerWithImage> {
  const imageCalled = async (name: unknown): Promise<unknown> => {
    if (typeof name !== "string" || name === "") return undefined;
    const request = { method: "GET", path: `/images/${encodeURIComponent(name)}/json` } as const;
    try {
      return await connection.call(connection.limits.call, outer, (signal) => connection.ask(request, signal));
    } catch (error) {
      if (error instanceof EngineError && error.fault.kind === "engine-error") return undefined;
      throw error;
    }
  };
  const inspection = await inspectionOf(id, outer);
  const { Config, Image } = record(inspection);
  const named = await imageCalled(record(Config).Image);
  if (record(named).Id === Image) return { inspection, image: named, imageName: record(Config).Image };
  return { inspection, image: await imageCalled(Image), imageName: Image };
}
