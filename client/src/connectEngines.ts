import * as vscode from "vscode";
import { createEngine } from "./docker/engine";
import { endpointOf, findEndpoint, type Endpoint } from "./docker/endpoint";
import { endpointPaths } from "./docker/endpointPaths";
import { EndpointWatch } from "./docker/endpointWatch";
import { EngineSet } from "./docker/engineSet";
import { additionalEngines, concernsEngine } from "./settings";
import { endpointSurroundings, watchSurroundings } from "./surroundings";

/** The engines that the user has, and what keeps them the right ones. */
export interface ConnectedEngines {
  readonly engines: EngineSet;
  /** Connects, and follows what names engines, unless that has been done or the workspace is not trusted. */
  start(): void;
  dispose(): void;
}

/** Makes the engines of the settings. Nothing is asked, looked at or followed before `start`. */
export function connectEngines(): ConnectedEngines {
  const endpoint = (key: string): Promise<Endpoint> => {
    const around = endpointSurroundings();
    return key === "" ? findEndpoint(around) : endpointOf(key, around);
  };
  const engines = new EngineSet({
    connect: async (key) => createEngine(await endpoint(key)),
    address: (key) =>
      endpoint(key).then(
        ({ address }) => address,
        // Where none is named now, the one in use stays until it is lost.
        () => undefined,
      ),
  });
  const watching = new EndpointWatch(watchSurroundings, () => {
    void engines.follow();
  });
  let watched = "";
  const rewatch = (): void => {
    // One that does not answer is waited for where it is to listen.
    const inUse = engines.sessions.flatMap(({ live: { endpoint: known } }) => known ?? []);
    const paths = endpointPaths(endpointSurroundings(), inUse);
    if (paths.join("\n") === watched) return;
    watched = paths.join("\n");
    void watching.follow(paths);
  };
  let started = false;
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
      engines.onDidChange(rewatch);
      rewatch();
      engines.start();
    },
    dispose: () => {
      settings.dispose();
      watching.dispose();
      engines.stop();
    },
  };
}
