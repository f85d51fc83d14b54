import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";
import { askedReach } from "./askedReach";
import { showReach } from "./showReach";

/**
 * Opens a document that says from where a container's port can be reached: from this host, from another machine, and from
 * each container of its networks and its project; why not, what to do, and each step of the way. *Try it* makes the calls.
 */
export const explainReachCommand: Command = {
  id: "hostside.explainReach",
  titleKey: "command.explainReach",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: isUp,
      prompt: vscode.l10n.t("From where can I reach which container?"),
      none: vscode.l10n.t("No container is running."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    return showReach(context, shown, undefined, askedReach(target), "hostside.explainReach", signal);
  },
};
