import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { trusted, type Command } from "../target/context";
import { parseTarget } from "../target/parseTarget";

/** Switches between normalized output and the output of the programs as it is, with the lifetimes of addresses. */
export const toggleRawOutputCommand: Command = {
  id: "hostside.toggleRawOutput",
  titleKey: "command.toggleRawOutput",
  enablement: trusted,
  run: async ({ documents }, target, signal) => {
    const uri = parseTarget(target).uri ?? vscode.window.activeTextEditor?.document.uri;
    const raw = uri === undefined ? undefined : await documents.toggleRaw(uri, signal);
    if (raw === undefined) void inform(vscode.l10n.t("Open a comparison or ip addr of a container first."));
    return raw;
  },
};
