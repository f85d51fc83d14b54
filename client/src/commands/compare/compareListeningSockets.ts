import * as vscode from "vscode";
import { chooseSides } from "./chooseSubjects";
import { trusted, type Command } from "../target/context";
import { whileReading } from "./whileReading";

/**
 * Opens the listening sockets of the host beside those of a container, with the program that holds each socket where
 * it can be known.
 */
export const compareListeningSocketsCommand: Command = {
  id: "hostside.compareListeningSockets",
  titleKey: "command.compareListeningSockets",
  enablement: trusted,
  run: async (context, target, signal, selected) => {
    const prompt = vscode.l10n.t("Compare the listening sockets of which container with the host?");
    const sides = await chooseSides(context, { target, selected }, { prompt }, signal);
    if (sides === undefined) return undefined;
    return whileReading(context, vscode.l10n.t("Reading network namespaces"), signal, (options) =>
      context.documents.compare(sides, "sockets", options),
    );
  },
};
