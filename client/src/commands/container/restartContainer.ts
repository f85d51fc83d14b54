import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { changeCommand } from "./changeContainer";
import { sharersQuestion } from "./sharersLeft";
import { noneRunsText } from "./stopping";

/** Restarts the selected containers. Asks first where other containers share their network. */
export const restartContainerCommand = changeCommand({
  id: "hostside.restartContainer",
  titleKey: "command.restartContainer",
  action: "restart",
  accepts: isUp,
  prompt: () => vscode.l10n.t("Restart which container?"),
  none: noneRunsText,
  progress: (name) => vscode.l10n.t("Restarting {0}", name),
  question: (shown) => sharersQuestion(shown, vscode.l10n.t("Restart")),
});
