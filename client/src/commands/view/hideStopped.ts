import * as vscode from "vscode";
import { sayDone } from "../../views/notices";
import { trusted, type Command } from "../target/context";

/** Hides stopped containers, except those that failed and those that exited in host mode. */
export const hideStoppedCommand: Command = {
  id: "hostside.hideStopped",
  titleKey: "command.hideStopped",
  enablement: trusted,
  run: async ({ viewOptions }) => {
    await viewOptions.showStopped(false);
    sayDone(vscode.l10n.t("Stopped containers are hidden, except those that failed."));
  },
};
