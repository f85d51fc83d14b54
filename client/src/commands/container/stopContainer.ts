import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { changeCommand, sharersQuestion } from "./changeContainer";

/** Stops the selected containers. Asks first where other containers share their network. */
export const stopContainerCommand = changeCommand({
  id: "hostside.stopContainer",
  titleKey: "command.stopContainer",
  action: "stop",
  accepts: isUp,
  prompt: () => vscode.l10n.t("Stop which container?"),
  none: () => vscode.l10n.t("No container is running."),
  progress: (name) => vscode.l10n.t("Stopping {0}", name),
  question: (shown) => sharersQuestion(shown, vscode.l10n.t("Stop")),
});
