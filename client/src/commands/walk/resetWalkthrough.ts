import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { removeAllOfUser } from "../../walk/cleanUp";
import { trusted, type Command } from "../target/context";

/**
 * Begins the walkthroughs anew: removes their containers, and forgets which steps were done and which ports were chosen.
 * VS Code's own check marks stay; a click on one removes it.
 */
export const resetWalkthroughCommand: Command = {
  id: "hostside.resetWalkthrough",
  titleKey: "command.resetWalkthrough",
  enablement: trusted,
  run: async ({ live, walkthroughs }, _target, signal) => {
    const { connection } = await live.ready(signal);
    const removed = await removeAllOfUser(connection, walkthroughs.user, { signal });
    for (const each of walkthroughs.all) await each.reset();
    void inform(
      vscode.l10n.t(
        "The walkthrough begins anew: {0} containers were removed. The check marks are VS Code's own: click one to remove it.",
        removed,
      ),
    );
    return removed;
  },
};
