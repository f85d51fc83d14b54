import * as vscode from "vscode";
import { chooseSides } from "./chooseSubjects";
import { trusted, type Command } from "../target/context";
import { whileReading } from "./whileReading";

/** Opens the routes of the host beside those of a container. */
export const compareRoutesCommand: Command = {
  id: "hostside.compareRoutes",
  titleKey: "command.compareRoutes",
  enablement: trusted,
  run: async (context, target, signal, selected) => {
    const prompt = vscode.l10n.t("Compare the routes of which container with the host?");
    const sides = await chooseSides(context, { target, selected }, { prompt }, signal);
    if (sides === undefined) return undefined;
    return whileReading(context, vscode.l10n.t("Reading network namespaces"), signal, (options) =>
      context.documents.compare(sides, "routes", options),
    );
  },
};
