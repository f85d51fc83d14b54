import * as vscode from "vscode";
import { sayDone } from "../../views/notices";
import { removeAllOfUser } from "../../walk/cleanUp";
import { trusted, type Command } from "../target/context";

/** Removes every container and network that the walkthroughs made, by their label, and nothing else. */
export const cleanUpWalkthroughCommand: Command = {
  id: "hostside.cleanUpWalkthrough",
  titleKey: "command.cleanUpWalkthrough",
  enablement: trusted,
  run: async ({ live, walkthroughs }, _target, signal) => {
    const { connection } = await live.ready(signal);
    const removed = await removeAllOfUser(connection, walkthroughs.user, { signal });
    for (const each of walkthroughs.all) each.rest();
    sayCleanedUp(removed);
    return removed;
  },
};

/** Says how many containers went. */
export function sayCleanedUp(removed: number): void {
  const { l10n } = vscode;
  if (removed === 0) sayDone(l10n.t("The walkthrough has no containers on the engine."));
  else if (removed === 1) sayDone(l10n.t("1 container of the walkthrough was removed."));
  else sayDone(l10n.t("{0} containers of the walkthrough were removed.", removed));
}
