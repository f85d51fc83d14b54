import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import type { Change } from "./changeContainer";
import { sharersQuestion } from "./sharersLeft";

/** How containers are stopped. */
export const stopping: Omit<Change, "id" | "titleKey"> = {
  action: "stop",
  accepts: isUp,
  prompt: () => vscode.l10n.t("Stop which container?"),
  none: noneRunsText,
  progress: (name) => vscode.l10n.t("Stopping {0}", name),
  question: (shown) => sharersQuestion(shown, vscode.l10n.t("Stop")),
};

/** What is said where no container, or none of the group, is running. */
export function noneRunsText(group: string | undefined): string {
  return group === undefined
    ? vscode.l10n.t("No container is running.")
    : vscode.l10n.t("No container of {0} is running.", group);
}
