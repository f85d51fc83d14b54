import * as vscode from "vscode";
import { compareSides } from "./compareSections";
import { chooseSides, selectedContainers } from "./chooseSubjects";
import { trusted, type Command } from "../target/context";

/**
 * Opens `ip addr` of the host beside that of a container. Two selected containers are compared with each other; more
 * than two are shown with the host in a table.
 */
export const compareWithHostCommand: Command = {
  id: "hostside.compareWithHost",
  titleKey: "command.compareWithHost",
  enablement: trusted,
  run: async (context, target, signal, selected) => {
    // Half an editor for each of them would be too narrow; a table has a column for each.
    const several = selectedContainers(context, selected);
    if (several === undefined) return undefined;
    if (several.length > 2) return vscode.commands.executeCommand("hostside.showNamespaceTable", target, selected);
    const prompt = vscode.l10n.t("Compare ip addr of which container with the host?");
    const sides = await chooseSides(context, { target, selected }, { prompt }, signal);
    if (sides === undefined) return undefined;
    return compareSides(context, sides, "addresses", signal);
  },
};
