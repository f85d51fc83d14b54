import * as vscode from "vscode";
import type { CheckWorkspaceResult } from "../../../../shared/protocol";
import { sanitize } from "../../docker/sanitize";
import { inform } from "../../views/notices";
import type { Command } from "../target/context";

/**
 * Checks every Compose file in the workspace folders, open or not, and opens the Problems view where something is
 * found.
 */
export const checkWorkspaceCommand: Command = {
  id: "hostside.checkWorkspace",
  titleKey: "command.checkWorkspace",
  enablement: "workspaceFolderCount > 0",
  run: async ({ languageServer, log }, _target, signal) => {
    if (vscode.workspace.workspaceFolders === undefined) {
      await inform(vscode.l10n.t("Open a folder first: there is no workspace to check."));
      return undefined;
    }
    const result = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t("Checking Compose files"),
        cancellable: true,
      },
      (_progress, token) => languageServer.checkWorkspace(token, signal),
    );
    for (const { uri, reason } of result.unreadable) log.warn(`${uri}: ${sanitize(reason)}`);
    const { error, warning, information, hint } = result.findings;
    if (error + warning + information + hint > 0) {
      await vscode.commands.executeCommand("workbench.actions.view.problems");
    }
    void inform(summary(result));
    return result;
  },
};

function summary({ files, findings, unreadable }: CheckWorkspaceResult): string {
  const { l10n } = vscode;
  if (files === 0) return l10n.t("No Compose files were found in this workspace.");
  const total = findings.error + findings.warning + findings.information + findings.hint;
  const sentence =
    total === 0
      ? l10n.t("Compose files checked: {0}. Nothing to report.", files)
      : l10n.t(
          "Compose files checked: {0}. Errors: {1}, warnings: {2}, hints and information: {3}.",
          files,
          findings.error,
          findings.warning,
          findings.information + findings.hint,
        );
  return unreadable.length === 0 ? sentence : `${sentence} ${l10n.t("Not readable: {0}.", unreadable.length)}`;
}
