import * as vscode from "vscode";
import { sayDone } from "../../views/notices";
import { reachableChoice } from "./chooseAddress";
import { trusted, type Command } from "../target/context";

/** Copies the URL of a published port, or of a port of the host. */
export const copyUrlCommand: Command = {
  id: "hostside.copyUrl",
  titleKey: "command.copyUrl",
  enablement: trusted,
  run: async (context, target, signal) => {
    const chosen = await reachableChoice(context, target, vscode.l10n.t("Copy the URL of which port?"), signal);
    if (chosen === undefined) return undefined;
    await vscode.env.clipboard.writeText(chosen.url);
    sayDone(vscode.l10n.t("Copied {0}", chosen.url));
    return chosen.url;
  },
};
