import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { changeCommand, namesOf } from "./changeContainer";
import { removedSharersText } from "./sharersLeft";

/** Removes the selected containers. Asks first, since data outside volumes is lost. */
export const removeContainerCommand = changeCommand({
  id: "hostside.removeContainer",
  titleKey: "command.removeContainer",
  action: "remove",
  accepts: () => true,
  prompt: () => vscode.l10n.t("Remove which container?"),
  none: () => vscode.l10n.t("There is no container."),
  progress: (name) => vscode.l10n.t("Removing {0}", name),
  question: (shown) => ({
    sentence: [
      shown.some(({ container }) => isUp(container))
        ? vscode.l10n.t("Stop and remove {0}? What was written outside of volumes is lost.", namesOf(shown))
        : vscode.l10n.t("Remove {0}? What was written outside of volumes is lost.", namesOf(shown)),
      removedSharersText(shown),
    ]
      .join(" ")
      .trim(),
    agree: vscode.l10n.t("Remove"),
  }),
});
