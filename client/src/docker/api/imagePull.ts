import { say } from "../../../../shared/text";
import { EngineError, StatusError, UnusableAnswer } from "../fault";
import { sanitize } from "../sanitize";
import { record } from "../record";
import type { Connection } from "./connection";
import { textLines } from "./textLines";

/** A pull that takes longer is given up: half an hour. */
const longestPull = 30 * 60_000;

/** A line tells of one layer, and says the same with a bar of ASCII signs. */
const longestLine = 64 * 1024;

/** Images have 127 layers at most (moby layer/layer.go, maxLayerDepth); what an engine may tell has no limit. */
const mostLayers = 1_000;

/** How far a pull has come. */
export interface PullProgress {
  /** Layers that are complete, and all that are known of. */
  readonly complete: number;
  readonly layers: number;
}

/** Whether the engine has this image. Throws EngineError. */
export async function hasImage(connection: Connection, image: string, outer?: AbortSignal): Promise<boolean> {
  const request = { method: "GET", path: `/images/${encodeURIComponent(image)}/json` } as const;
  return connection.call(connection.limits.call, outer, async (signal) => {
    try {
      await connection.perform(request, signal);
      return true;
    } catch (error) {
      if (error instanceof StatusError && error.statusCode === 404) return false;
      throw error;
    }
  });
}

/**
 * Has the engine fetch an image from its registry, without a login. Only after the user's consent. The engine tells of a
 * failure in the stream, behind a success. Throws EngineError.
 */
export async function pullImage(
  connection: Connection,
  image: string,
  progress: (progress: PullProgress) => void,
  outer?: AbortSignal,
): Promise<void> {
  // Without a tag the engine would fetch all of them (moby api/server/router/image).
  const named = /[:@]/u.test(image.slice(image.lastIndexOf("/") + 1)) ? image : `${image}:latest`;
  const request = { method: "POST", path: "/images/create", query: { fromImage: named } } as const;
  await connection.call(longestPull, outer, async (signal) => {
    const layers = new Map<string, boolean>();
    const told = await connection.open(request, signal);
    for await (const line of textLines(
      told,
      longestLine,
      () => new UnusableAnswer(say`a line of it is longer than 64 kB`),
    )) {
      const { error, id, status } = record(parsed(line));
      if (typeof error === "string") throw refused(error);
      if (typeof id !== "string" || typeof status !== "string" || status.startsWith("Pulling from")) continue;
      if (!layers.has(id) && layers.size >= mostLayers) continue;
      layers.set(id, layers.get(id) === true || /^(?:Pull complete|Already exists)/u.test(status));
      const complete = [...layers.values()].filter(Boolean).length;
      progress({ complete, layers: layers.size });
    }
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UnusableAnswer(say`it is not JSON`);
  }
}

/** The registry's or the engine's own words for a failure. */
function refused(detail: string): EngineError {
  return new EngineError({ kind: "engine-error", detail: sanitize(detail, 400) });
}
