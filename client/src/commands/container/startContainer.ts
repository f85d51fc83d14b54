import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { changeCommand } from "./changeContainer";

/** Starts the selected containers. */
export const startContainerCommand = changeCommand({
  id: "hostside.startContainer",
  titleKey: "command.startContainer",
  action: "start",
  accepts: (container) => !isUp(container),
  prompt: () => vscode.l10n.t("Start which container?"),
  none: () => vscode.l10n.t("Every container is running."),
  progress: (name) => vscode.l10n.t("Starting {0}", name),
});
