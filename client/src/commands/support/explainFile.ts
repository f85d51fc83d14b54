import * as vscode from "vscode";
import { inform } from "../../views/notices";
import type { Command } from "../target/context";

/**
 * Opens a read-only document that says how Hostside reads the Compose file in the active editor: the files of its
 * project, where each variable comes from, what is unknown, and which rules said nothing because of that.
 */
export const explainFileCommand: Command = {
  id: "hostside.explainFile",
  titleKey: "command.explainFile",
  run: async ({ languageServer, explanations }, target, signal) => {
    const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined) {
      await inform(vscode.l10n.t("Open a Compose file first, then run this command again."));
      return undefined;
    }
    const text = await languageServer.explainFile(uri, signal);
    if (text === undefined) {
      const name = vscode.workspace.asRelativePath(uri);
      await inform(vscode.l10n.t("{0} cannot be read. Save it, or open it, then run this command again.", name));
      return undefined;
    }
    return explanations.show(uri, text);
  },
};
