import * as path from "node:path";
import { configDirectory, contextFile } from "./contexts";
import type { Endpoint } from "./endpoint";
import type { EndpointSurroundings } from "./endpointSurroundings";
import { platformSockets } from "./platformSockets";

/**
 * The files whose change may mean another engine, or an engine that listens again: the CLI's configuration, the contexts
 * in use, and the sockets that are in use or would be tried. Named pipes cannot be watched.
 */
export function endpointPaths(around: EndpointSurroundings, inUse: readonly Endpoint[]): string[] {
  const contexts = inUse.flatMap(({ context }) => (context === undefined ? [] : [contextFile(context, around)]));
  const sockets = [
    ...platformSockets(around),
    ...inUse.flatMap((endpoint) => (endpoint.kind === "socket" ? [endpoint.path] : [])),
  ];
  const configuration = path.join(configDirectory(around), "config.json");
  return [...new Set([configuration, ...contexts, ...(around.platform === "win32" ? [] : sockets)])];
}
