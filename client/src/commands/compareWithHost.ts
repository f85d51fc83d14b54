import * as vscode from "vscode";
import { chooseSides, whileReading } from "./chooseSubjects";
import { trusted, type Command } from "./context";

/** Opens `ip addr` of the host beside that of a container, or of two selected containers beside each other. */
export const compareWithHostCommand: Command = {
  id: "hostside.compareWithHost",
  titleKey: "command.compareWithHost",
  enablement: trusted,
  run: async (context, target, signal, selected) => {
    const prompt = vscode.l10n.t("Compare ip addr of which container with the host?");
    const sides = await chooseSides(context, { target, selected }, { prompt }, signal);
    if (sides === undefined) return undefined;
    return whileReading(vscode.l10n.t("Reading network namespaces"), signal, (options) =>
      context.documents.compare(sides, "addresses", options),
    );
  },
};
