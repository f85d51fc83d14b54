import * as vscode from "vscode";
import { compareSides } from "./compareSections";
import { chooseOther, chooseRunning, selectedContainers, sidesOf } from "./chooseSubjects";
import { trusted, type Command } from "../target/context";

/** Opens `ip addr` of two containers beside each other. */
export const compareWithContainerCommand: Command = {
  id: "hostside.compareWithContainer",
  titleKey: "command.compareWithContainer",
  enablement: trusted,
  run: async (context, target, signal, selected) => {
    const chosen = selectedContainers(context, selected);
    if (chosen === undefined) return undefined;
    const [one, two] = chosen;
    const left =
      one ?? (await chooseRunning(context, target, vscode.l10n.t("Compare ip addr of which container?"), signal));
    if (left === undefined) return undefined;
    const prompt = vscode.l10n.t("Compare ip addr of {0} with which other container?", left.container.name);
    const right = two ?? (await chooseOther(context, left, prompt, signal));
    if (right === undefined) return undefined;
    const sides = sidesOf(left.session, left.container, right.container);
    const title = vscode.l10n.t("Reading {0} and {1}", left.container.name, right.container.name);
    return compareSides(context, sides, "addresses", signal, title);
  },
};
