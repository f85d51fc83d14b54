import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { groupName } from "../target/containersOf";
import { trusted, type Command } from "../target/context";
import { lostLine, sayLineLost } from "../target/lostLine";

/**
 * A command for a group's line of the Containers view: the one that it was started from, else the one that is selected.
 * Where there is none it says so, and does nothing.
 */
export function forGroup({ run, ...named }: Pick<Command, "id" | "titleKey" | "run">): Command {
  return {
    ...named,
    enablement: trusted,
    run: async (context, target, signal, selected) => {
      if (target === lostLine) {
        sayLineLost();
        return undefined;
      }
      const isGroup = (line: unknown): boolean => groupName(line) !== undefined;
      const line = isGroup(target) ? target : context.view.selection.find(isGroup);
      if (line === undefined) {
        void inform(vscode.l10n.t("Select a project or another group in the Containers view first."));
        return undefined;
      }
      return run(context, line, signal, selected);
    },
  };
}
