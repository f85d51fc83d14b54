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
  none: (group) =>
    group === undefined
      ? vscode.l10n.t("Every container is running.")
      : vscode.l10n.t("Every container of {0} is running.", group),
  progress: (name) => vscode.l10n.t("Starting {0}", name),
});
