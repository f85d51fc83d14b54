import * as vscode from "vscode";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";

/** Shows the last 500 lines of a container's log and follows it, also of a container that exited. */
export const showLogsCommand: Command = {
  id: "hostside.showLogs",
  titleKey: "command.showLogs",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      // What failed has its reason there, also where it is not listed among those that run.
      accepts: () => true,
      prompt: vscode.l10n.t("Show the log of which container?"),
      none: vscode.l10n.t("There is no container whose log could be shown."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const engine = await shown.session.live.ready(signal);
    return context.containerLogs.follow(engine, shown.container, signal);
  },
};
