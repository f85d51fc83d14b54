import * as vscode from "vscode";
import { inertLines } from "../docker/inert";
import { isShown } from "../insight/summary";
import { chooseContainer } from "./chooseContainer";
import { trusted, type Command } from "./context";

/** How much of the log is shown. */
const lines = 500;

/** Shows the end of a container's log, also of one that exited; terminal escapes in it do nothing. */
export const showLogsCommand: Command = {
  id: "hostside.showLogs",
  titleKey: "command.showLogs",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: isShown,
      prompt: vscode.l10n.t("Show the log of which container?"),
      none: vscode.l10n.t("There is no container whose log could be shown."),
    };
    const container = await chooseContainer(context, target, choice, signal);
    if (container === undefined) return undefined;
    const engine = await context.live.ready(signal);
    const { stdout, stderr } = await engine.logs(container.id, lines, signal);
    const text = inertLines([stdout, stderr].filter((part) => part !== "").join("\n"));
    const title = vscode.l10n.t("Log of {0} (last {1} lines)", container.name, lines);
    context.containerLog.replace(`${title}\n${text || vscode.l10n.t("(empty)")}\n`);
    context.containerLog.show(true);
    return text;
  },
};
