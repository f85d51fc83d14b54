import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { trusted, type Command } from "../target/context";
import { parseTarget } from "../target/parseTarget";

/**
 * Shows in a comparison each interface that the engine made for other containers (`veth`, `br-`), or only how many there
 * are.
 */
export const toggleContainerInterfacesCommand: Command = {
  id: "hostside.toggleContainerInterfaces",
  titleKey: "command.toggleContainerInterfaces",
  enablement: trusted,
  run: ({ documents }, target) => {
    const uri = parseTarget(target).uri ?? vscode.window.activeTextEditor?.document.uri;
    const all = uri === undefined ? undefined : documents.toggleAll(uri);
    if (all === undefined) void inform(vscode.l10n.t("Open a comparison of ip addr first."));
    return Promise.resolve(all);
  },
};
