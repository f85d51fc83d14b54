import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { changeCommand } from "./changeContainer";
import { sharersQuestion } from "./sharersLeft";

/** Restarts the selected containers. Asks first where other containers share their network. */
export const restartContainerCommand = changeCommand({
  id: "hostside.restartContainer",
  titleKey: "command.restartContainer",
  action: "restart",
  accepts: isUp,
  prompt: () => vscode.l10n.t("Restart which container?"),
  none: () => vscode.l10n.t("No container is running."),
  progress: (name) => vscode.l10n.t("Restarting {0}", name),
  question: (shown) => sharersQuestion(shown, vscode.l10n.t("Restart")),
});
