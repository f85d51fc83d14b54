import * as vscode from "vscode";
import { isUp } from "../docker/container";
import { chooseRunning, selectedContainers, subjectOf, whileReading } from "./chooseSubjects";
import { trusted, type Command } from "./context";

/** Opens `ip addr` of two containers beside each other. */
export const compareWithContainerCommand: Command = {
  id: "hostside.compareWithContainer",
  titleKey: "command.compareWithContainer",
  enablement: trusted,
  run: async (context, target, signal, selected) => {
    const [one, other] = selectedContainers(context, selected);
    const left =
      one ?? (await chooseRunning(context, target, vscode.l10n.t("Compare ip addr of which container?"), signal));
    if (left === undefined) return undefined;
    const prompt = vscode.l10n.t("Compare ip addr of {0} with which other container?", left.name);
    const right =
      other ??
      (await chooseRunning(context, undefined, prompt, signal, (found) => isUp(found) && found.id !== left.id));
    if (right === undefined) return undefined;
    return whileReading(vscode.l10n.t("Reading {0} and {1}", left.name, right.name), signal, (options) =>
      context.documents.compare([subjectOf(left), subjectOf(right)], "addresses", options),
    );
  },
};
