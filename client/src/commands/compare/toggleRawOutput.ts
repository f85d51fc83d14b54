import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { trusted, type Command } from "../target/context";

/** Shows what the programs printed in the open namespace document, or goes back to what is held still. */
export const toggleRawOutputCommand: Command = {
  id: "hostside.toggleRawOutput",
  titleKey: "command.toggleRawOutput",
  enablement: trusted,
  run: async ({ documents }, target, signal) => {
    const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
    const raw = uri === undefined ? undefined : await documents.toggleRaw(uri, signal);
    if (raw === undefined) void inform(vscode.l10n.t("Open a comparison or ip addr of a container first."));
    return raw;
  },
};
