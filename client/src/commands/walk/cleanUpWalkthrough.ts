import * as vscode from "vscode";
import { sayDone } from "../../views/notices";
import { removeAllOfUser } from "../../walk/cleanUp";
import { trusted, type Command } from "../target/context";

/** Removes every container that the walkthrough started, by its label, and nothing else. */
export const cleanUpWalkthroughCommand: Command = {
  id: "hostside.cleanUpWalkthrough",
  titleKey: "command.cleanUpWalkthrough",
  enablement: trusted,
  run: async ({ walkthrough }, _target, signal) => {
    const { engine, settings } = await walkthrough.place(signal);
    const removed = await removeAllOfUser(engine.connection, settings.user, signal);
    walkthrough.rest();
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
