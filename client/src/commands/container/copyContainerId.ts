import * as vscode from "vscode";
import { sayDone } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";

/** Copies the full ID of a container. */
export const copyContainerIdCommand: Command = {
  id: "hostside.copyContainerId",
  titleKey: "command.copyContainerId",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: () => true,
      prompt: vscode.l10n.t("Copy the ID of which container?"),
      none: vscode.l10n.t("There is no container."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { id } = shown.container;
    await vscode.env.clipboard.writeText(id);
    sayDone(vscode.l10n.t("Copied {0}", id.slice(0, 12)));
    return id;
  },
};
