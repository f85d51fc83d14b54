import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { trusted, type Command } from "../target/context";
import { parseTarget } from "../target/parseTarget";

/**
 * Shows in a table of namespaces a row for each interface and a column for each namespace, or a row for each container
 * again.
 */
export const toggleInterfaceTableCommand: Command = {
  id: "hostside.toggleInterfaceTable",
  titleKey: "command.toggleInterfaceTable",
  enablement: trusted,
  run: async ({ documents }, target, signal) => {
    const uri = parseTarget(target).uri ?? vscode.window.activeTextEditor?.document.uri;
    const interfaces = uri === undefined ? undefined : await documents.toggleInterfaces(uri, signal);
    if (interfaces === undefined) void inform(vscode.l10n.t("Open a table of namespaces first."));
    return interfaces;
  },
};
