import type { Endpoint } from "../endpoint/endpoint";
import { EndpointWatch } from "../endpoint/endpointWatch";
import type { EngineSet } from "./engineSet";
import type { WatchedDisk } from "../endpoint/watchedDisk";
import type { Logger } from "../../platform/logger";

/** What names the engines in use and those that were added, and where they listen. */
type PathsOf = (inUse: readonly Endpoint[], added: readonly string[]) => Promise<readonly string[]>;

/**
 * Keeps the engines those that are named now: follows what names them and where they listen. What changed before it was
 * followed is found by a look right after.
 */
export function followEndpoints(
  engines: EngineSet,
  pathsOf: PathsOf,
  disk: WatchedDisk,
  log: Pick<Logger, "warn">,
): { dispose(): void } {
  let known = "";
  let watched = "";
  let turn = Promise.resolve();
  let waiting = false;

  const rewatch = async (): Promise<void> => {
    waiting = false;
    const paths = await pathsOf(...inUse(engines));
    if (paths.join("\n") === watched) return;
    watched = paths.join("\n");
    await watching.follow(paths);
    look();
  };
  /** One after the other, the last one with what is in use then. */
  const rewatchSoon = (): void => {
    if (waiting) return;
    waiting = true;
    turn = turn.then(rewatch);
  };
  const look = (): void => {
    void engines.follow();
    // Another context may be named now, which need not be in use for that.
    rewatchSoon();
  };
  const watching = new EndpointWatch(disk, look, log);
  const registration = engines.onDidChange(() => {
    // Most of what changes is about containers.
    const now = JSON.stringify(inUse(engines));
    if (now === known) return;
    known = now;
    rewatchSoon();
  });
  rewatchSoon();
  return {
    dispose: () => {
      registration.dispose();
      watching.dispose();
    },
  };
}

function inUse({ sessions }: EngineSet): Parameters<PathsOf> {
  // One that does not answer is waited for where it is to listen.
  return [sessions.flatMap(({ live }) => live.endpoint ?? []), sessions.flatMap(({ key }) => key || [])];
}
