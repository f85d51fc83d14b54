import * as vscode from "vscode";
import { chooseSides } from "./chooseSubjects";
import { trusted, type Command } from "../target/context";
import { whileReading } from "./whileReading";

/**
 * Opens addresses, routes, DNS settings and listening sockets of the host beside those of a container in one editor;
 * each section can be folded.
 */
export const compareEverythingCommand: Command = {
  id: "hostside.compareEverything",
  titleKey: "command.compareEverything",
  enablement: trusted,
  run: async (context, target, signal, selected) => {
    const prompt = vscode.l10n.t("Compare the network namespace of which container with the host?");
    const sides = await chooseSides(context, { target, selected }, { prompt }, signal);
    if (sides === undefined) return undefined;
    return whileReading(context, vscode.l10n.t("Reading network namespaces"), signal, (options) =>
      context.documents.compare(sides, "everything", options),
    );
  },
};
