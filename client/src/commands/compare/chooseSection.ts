import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { parseDocumentUri } from "../../views/namespaces/namespaceUri";
import { trusted, type Command } from "../target/context";

/** Opens another section of the same namespaces: addresses, routes, DNS settings, listening sockets or all of them. */
export const chooseSectionCommand: Command = {
  id: "hostside.chooseSection",
  titleKey: "command.chooseSection",
  enablement: trusted,
  run: async (_context, target) => {
    const { l10n } = vscode;
    const uri = target instanceof vscode.Uri ? target : vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined || parseDocumentUri(uri) === undefined) {
      void inform(l10n.t("Open a comparison or ip addr of a container first."));
      return undefined;
    }
    const picks = [
      { label: "ip addr", command: "hostside.compareWithHost" },
      { label: l10n.t("Routes"), command: "hostside.compareRoutes" },
      { label: "DNS", command: "hostside.compareDns" },
      { label: l10n.t("Listening sockets"), command: "hostside.compareListeningSockets" },
      { label: l10n.t("Everything, side by side"), command: "hostside.compareEverything" },
      { label: l10n.t("Everything of the right side, in one document"), command: "hostside.showNamespace" },
      { label: l10n.t("Raw output on or off"), command: "hostside.toggleRawOutput" },
    ];
    const picked = await vscode.window.showQuickPick(picks, { placeHolder: l10n.t("Show which part?") });
    return picked === undefined ? undefined : vscode.commands.executeCommand(picked.command, uri);
  },
};
