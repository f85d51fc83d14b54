import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { removeAllOfUser } from "../../walk/cleanUp";
import { trusted, type Command } from "../target/context";

/**
 * Begins the walkthrough anew: removes its containers, and forgets which steps were done and which ports were chosen.
 * VS Code's own check marks stay; a click on one removes it.
 */
export const resetWalkthroughCommand: Command = {
  id: "hostside.resetWalkthrough",
  titleKey: "command.resetWalkthrough",
  enablement: trusted,
  run: async ({ walkthrough }, _target, signal) => {
    const { engine, settings } = await walkthrough.place(signal);
    const removed = await removeAllOfUser(engine.connection, settings.user, signal);
    await walkthrough.reset();
    void inform(
      vscode.l10n.t(
        "The walkthrough begins anew: {0} containers were removed. The check marks are VS Code's own: click one to remove it.",
        removed,
      ),
    );
    return removed;
  },
};
