import * as vscode from "vscode";
import { inform } from "../../views/notices";
import type { Command } from "../target/context";

/** Withdraws your consent to helper containers, for every engine. */
export const forgetHelperContainersCommand: Command = {
  id: "hostside.forgetHelperContainers",
  titleKey: "command.forgetHelperContainers",
  run: async ({ helperConsent }) => {
    const count = await helperConsent.forget();
    void inform(
      count === 0
        ? vscode.l10n.t("Helper containers are allowed on no engine.")
        : vscode.l10n.t("Helper containers are no longer allowed. Hostside asks again before it creates one."),
    );
    return count;
  },
};
