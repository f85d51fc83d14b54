import * as vscode from "vscode";
import type { SeenPort } from "../../../../shared/protocol";
import { isUp } from "../../docker/inventory/container";
import { EngineError } from "../../docker/fault";
import type { EngineSession } from "../../docker/inventory/engineSet";
import { containersOfService } from "../../insight/projectContainers";
import { portsForOthers, withSharers } from "../../insight/seenPorts";
import type { CommandContext } from "../target/context";

/** So many containers are looked at, those of other services in the same namespace among them. */
const mostContainers = 8;

/**
 * What the running containers of a service, and of those that share its network namespace, listen on for others, by their
 * services. Nothing of those that do not run, or whose sockets cannot be read from here.
 */
export async function portsSeen(
  { engines, monitor, languageServer }: CommandContext,
  uri: vscode.Uri,
  service: string,
  signal: AbortSignal,
): Promise<readonly { readonly service: string; readonly ports: readonly SeenPort[] }[]> {
  if (!vscode.workspace.isTrusted) return [];
  const { token } = new vscode.CancellationTokenSource();
  const places = await languageServer.projectPlaces(uri, token);
  const files = [uri.fsPath, ...(places?.projects.flatMap((project) => project.files) ?? [])];
  const found = new Map<string, SeenPort[]>();
  for (const { live } of await running(engines.ready(signal))) {
    const { inventory } = live;
    const own = containersOfService(inventory, files, service).filter(isUp);
    for (const container of withSharers(inventory, own).slice(0, mostContainers)) {
      const { composeService } = container;
      // What was seen a while ago may be otherwise now.
      const probe = await monitor.probes.probe(live, container, 0);
      const ports = portsForOthers(probe?.listening ?? []);
      if (composeService === undefined || ports.length === 0) continue;
      found.set(composeService, [...(found.get(composeService) ?? []), ...ports]);
    }
  }
  return [...found].map(([name, ports]) => ({ service: name, ports }));
}

/** Without an engine, the files alone tell. */
async function running(ready: Promise<readonly EngineSession[]>): Promise<readonly EngineSession[]> {
  try {
    return await ready;
  } catch (error) {
    if (error instanceof EngineError && error.fault.kind !== "cancelled") return [];
    throw error;
  }
}
