import * as vscode from "vscode";
import { trusted, type Command } from "../target/context";

/** Shows only the containers that match every word: name, image, project, network mode, address or port. */
export const filterContainersCommand: Command = {
  id: "hostside.filterContainers",
  titleKey: "command.filterContainers",
  enablement: trusted,
  run: async ({ viewOptions }, target) => {
    const text =
      typeof target === "string"
        ? target
        : await vscode.window.showInputBox({
            value: viewOptions.current.filter,
            prompt: vscode.l10n.t(
              "Words that have to be in a container's name, image, project, network mode, address or port",
            ),
            placeHolder: vscode.l10n.t("Empty shows all containers"),
          });
    if (text === undefined) return undefined;
    viewOptions.filter(text);
    return viewOptions.current.filter;
  },
};
