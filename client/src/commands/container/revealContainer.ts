import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";

/** Selects a container in the Containers view; in a Compose file, the container of the service. */
export const revealContainerCommand: Command = {
  id: "hostside.revealContainer",
  titleKey: "command.revealContainer",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: () => true,
      prompt: vscode.l10n.t("Reveal which container?"),
      none: vscode.l10n.t("There is no container."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { container, session } = shown;
    const { containers } = context.trees;
    // What hides it would make the command do nothing.
    context.viewOptions.filter("");
    if (containers.rowOf(session.key, container) === undefined) await context.viewOptions.showStopped(true);
    await vscode.commands.executeCommand("hostside.containers.focus");
    const row = containers.rowOf(session.key, container);
    const handle = row && containers.reach(row);
    if (handle === undefined) {
      void inform(vscode.l10n.t("{0} is not shown in Containers.", container.name));
      return undefined;
    }
    await context.view.reveal(handle, { select: true, focus: true, expand: true });
    return handle.id;
  },
};
