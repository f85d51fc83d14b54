import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { reachableChoice } from "./chooseAddress";
import { trusted, type Command } from "../target/context";

/** Opens a published port, or a port of the host, in the browser. */
export const openInBrowserCommand: Command = {
  id: "hostside.openInBrowser",
  titleKey: "command.openInBrowser",
  enablement: trusted,
  run: async (context, target, signal) => {
    const chosen = await reachableChoice(context, target, vscode.l10n.t("Open which port?"), signal);
    if (chosen === undefined) return undefined;
    // Where the window is elsewhere, VS Code makes a way to it.
    const uri = await vscode.env.asExternalUri(vscode.Uri.parse(chosen.url));
    if (!(await vscode.env.openExternal(uri))) await inform(vscode.l10n.t("{0} was not opened.", chosen.url));
    return chosen.url;
  },
};
