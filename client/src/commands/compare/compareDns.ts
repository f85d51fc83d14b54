import * as vscode from "vscode";
import { chooseSides } from "./chooseSubjects";
import { trusted, type Command } from "../target/context";
import { whileReading } from "./whileReading";

/** Opens the DNS settings of the host beside those of a container. */
export const compareDnsCommand: Command = {
  id: "hostside.compareDns",
  titleKey: "command.compareDns",
  enablement: trusted,
  run: async (context, target, signal, selected) => {
    const prompt = vscode.l10n.t("Compare the DNS settings of which container with the host?");
    const sides = await chooseSides(context, { target, selected }, { prompt }, signal);
    if (sides === undefined) return undefined;
    return whileReading(context, vscode.l10n.t("Reading network namespaces"), signal, (options) =>
      context.documents.compare(sides, "dns", options),
    );
  },
};
