import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { createEngine } from "./docker/api/engine";
import { endpointOf, findEndpoint, type Endpoint } from "./docker/endpoint/endpoint";
import type { EndpointEnvironment } from "./docker/endpoint/endpointEnvironment";
import { endpointPaths } from "./docker/endpoint/endpointPaths";
import { machineEnvironment } from "./docker/endpoint/machineEnvironment";
import { logEngines } from "./docker/inventory/engineLog";
import { EngineSet } from "./docker/inventory/engineSet";
import { followEndpoints } from "./docker/inventory/followEndpoints";
import { thisDisk } from "./docker/endpoint/watchedDisk";
import { namedLogger, type Logger } from "./platform/logger";
import { additionalEngines, concernsEngine, namedEngine } from "./platform/settings";

/** The engines that the user has, and what keeps them the right ones. */
export interface ConnectedEngines {
  readonly engines: EngineSet;
  /** Connects, and follows what names engines; does nothing where that is so, or where the workspace is not trusted. */
  start(): void;
  dispose(): void;
}

/** Makes the engines of the settings. Nothing is asked, looked at or followed before `start`. */
export function connectEngines(log: Logger): ConnectedEngines {
  const environment = (): EndpointEnvironment => machineEnvironment(namedEngine());
  const endpoint = (key: string): Promise<Endpoint> => {
    const now = environment();
    return key === "" ? findEndpoint(now) : endpointOf(key, now);
  };
  // Also after a connection is lost, its helpers are this window's.
  const helperMark = randomUUID();
  const logOf = (key: string): Logger => (key === "" ? log : namedLogger(log, key));
  const engines = new EngineSet({
    connect: async (key) => createEngine(await endpoint(key), undefined, helperMark, logOf(key)),
    log: logOf,
    // Where none is named now, the one in use stays until it is lost.
    endpoint: (key) => endpoint(key).catch(() => undefined),
  });
  const states = logEngines(engines, log);
  let started = false;
  let following: { dispose(): void } | undefined;
  const showAdded = (): void => {
    // A workspace that is not trusted names no engine.
    if (vscode.workspace.isTrusted) engines.show(additionalEngines());
  };
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!concernsEngine(event)) return;
    if (started) showAdded();
    // Those that were added are looked up by name, so that these settings do not concern them.
    engines.primary.live.restart();
  });
  return {
    engines,
    start: () => {
      if (!vscode.workspace.isTrusted) return;
      if (started) {
        engines.start();
        return;
      }
      started = true;
      showAdded();
      const paths = (inUse: readonly Endpoint[], added: readonly string[]): Promise<readonly string[]> =>
        endpointPaths(environment(), inUse, added);
      following = followEndpoints(engines, paths, thisDisk, log);
      engines.start();
    },
    dispose: () => {
      settings.dispose();
      following?.dispose();
      engines.stop();
      states.dispose();
    },
  };
}
