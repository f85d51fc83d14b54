import * as vscode from "vscode";
import { sayDone } from "../../views/notices";
import { trusted, type Command } from "../target/context";

/** Shows all containers, ports and networks again. */
export const clearFilterCommand: Command = {
  id: "hostside.clearFilter",
  titleKey: "command.clearFilter",
  enablement: trusted,
  run: ({ viewOptions }) => {
    const { filter } = viewOptions.current;
    viewOptions.filter("");
    sayDone(filter === "" ? vscode.l10n.t("No filter is set.") : vscode.l10n.t("The filter is cleared."));
    return Promise.resolve();
  },
};
