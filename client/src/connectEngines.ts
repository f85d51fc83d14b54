import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { createEngine } from "./docker/api/engine";
import { endpointOf, findEndpoint, type Endpoint } from "./docker/endpoint/endpoint";
import { endpointPaths } from "./docker/endpoint/endpointPaths";
import { EngineSet } from "./docker/inventory/engineSet";
import { followEndpoints } from "./docker/inventory/followEndpoints";
import { thisDisk } from "./docker/endpoint/watchedDisk";
import { additionalEngines, concernsEngine } from "./platform/settings";
import { endpointEnvironment } from "./platform/machineEnvironment";

/** The engines that the user has, and what keeps them the right ones. */
export interface ConnectedEngines {
  readonly engines: EngineSet;
  /** Connects, and follows what names engines, unless that has been done or the workspace is not trusted. */
  start(): void;
  dispose(): void;
}

/** Makes the engines of the settings. Nothing is asked, looked at or followed before `start`. */
export function connectEngines(log: { warn(message: string): void }): ConnectedEngines {
  const endpoint = (key: string): Promise<Endpoint> => {
    const around = endpointEnvironment();
    return key === "" ? findEndpoint(around) : endpointOf(key, around);
  };
  // Also after a connection is lost, its helpers are this window's.
  const helperMark = randomUUID();
  const engines = new EngineSet({
    connect: async (key) => createEngine(await endpoint(key), undefined, helperMark),
    // Where none is named now, the one in use stays until it is lost.
    endpoint: (key) => endpoint(key).catch(() => undefined),
  });
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
      if (!vscode.workspace.isTrusted || started) return;
      started = true;
      showAdded();
      const paths = (inUse: readonly Endpoint[], added: readonly string[]): Promise<readonly string[]> =>
        endpointPaths(endpointEnvironment(), inUse, added);
      following = followEndpoints(engines, paths, thisDisk, log);
      engines.start();
    },
    dispose: () => {
      settings.dispose();
      following?.dispose();
      engines.stop();
    },
  };
}
