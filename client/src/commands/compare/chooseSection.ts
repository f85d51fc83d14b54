import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { trusted, type Command } from "../target/context";
import { parseTarget } from "../target/parseTarget";
import { compareSections } from "./compareSections";

/** Opens another section of the same namespaces: addresses, routes, DNS settings, listening sockets or all of them. */
export const chooseSectionCommand: Command = {
  id: "hostside.chooseSection",
  titleKey: "command.chooseSection",
  enablement: trusted,
  run: async (_context, target) => {
    const { l10n } = vscode;
    const uri = parseTarget(target).uri ?? vscode.window.activeTextEditor?.document.uri;
    if (uri === undefined || parseTarget(uri).document === undefined) {
      void inform(l10n.t("Open a comparison or ip addr of a container first."));
      return undefined;
    }
    const picks = [
      { label: "ip addr", command: "hostside.compareWithHost" },
      ...compareSections.map(({ id, label }) => ({ label: label(), command: id })),
      { label: l10n.t("Everything of the right side, in one document"), command: "hostside.showNamespace" },
      {
        label: l10n.t("Interfaces for other containers, shown or hidden"),
        command: "hostside.toggleContainerInterfaces",
      },
      { label: l10n.t("Raw output on or off"), command: "hostside.toggleRawOutput" },
    ];
    const picked = await vscode.window.showQuickPick(picks, { placeHolder: l10n.t("Show which part?") });
    return picked === undefined ? undefined : vscode.commands.executeCommand(picked.command, uri);
  },
};
