import * as path from "node:path";
import { configDirectory, contextFile, currentContext } from "./contexts";
import type { Endpoint } from "./endpoint";
import type { EndpointEnvironment } from "./endpointEnvironment";
import { platformSockets } from "./platformSockets";

/**
 * The files whose change may mean another engine, or an engine that listens again: the CLI's configuration, the contexts
 * in use and those that are named, whether they exist or not, and the sockets that are in use or would be tried. Named
 * pipes cannot be watched.
 */
export async function endpointPaths(
  environment: EndpointEnvironment,
  inUse: readonly Endpoint[],
  added: readonly string[],
): Promise<readonly string[]> {
  const named = [environment.contextSetting.trim(), await currentContext(environment), ...added];
  const contexts = [...inUse.map(({ context }) => context), ...named].filter(
    (name) => name !== undefined && name !== "" && name !== "default" && !name.includes("://"),
  );
  const sockets = [
    ...platformSockets(environment),
    ...inUse.flatMap((endpoint) => (endpoint.kind === "socket" ? [endpoint.path] : [])),
  ];
  const configuration = path.join(configDirectory(environment), "config.json");
  const files = contexts.map((name) => contextFile(name ?? "", environment));
  return [...new Set([configuration, ...files, ...(environment.platform === "win32" ? [] : sockets)])];
}
