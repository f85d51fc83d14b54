import * as vscode from "vscode";
import type { EngineSession } from "../../docker/inventory/engineSet";
import type { HostPort } from "../../insight/hostPorts";
import { inform } from "../../views/notices";
import type { CommandContext } from "./context";

/** Selects a port in Host Ports and opens what is known of it. Resolves to its line's ID; undefined where it has none, which has been said. */
export async function revealHostPort(
  context: Pick<CommandContext, "trees" | "hostPortsView">,
  session: EngineSession,
  port: HostPort,
): Promise<string | undefined> {
  const { hostPorts } = context.trees;
  await vscode.commands.executeCommand("hostside.hostPorts.focus");
  const handle = hostPorts.reach(session, port);
  if (handle === undefined) {
    void inform(
      vscode.l10n.t(
        "Host Ports does not show {0}: it is taken by this editor, whose ports are hidden in the settings.",
        `${port.port}/${port.protocol}`,
      ),
    );
    return undefined;
  }
  await context.hostPortsView.reveal(handle, { select: true, focus: true, expand: true });
  return handle.id;
}
