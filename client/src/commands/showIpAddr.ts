import * as vscode from "vscode";
import { chooseRunning, subjectOf, whileReading } from "./chooseSubjects";
import { trusted, type Command } from "./context";

/** Opens `ip addr` of a container, whether or not its image has `ip`. */
export const showIpAddrCommand: Command = {
  id: "hostside.showIpAddr",
  titleKey: "command.showIpAddr",
  enablement: trusted,
  run: async (context, target, signal) => {
    const prompt = vscode.l10n.t("Show ip addr of which container?");
    const container = await chooseRunning(context, target, prompt, signal);
    if (container === undefined) return undefined;
    return whileReading(vscode.l10n.t("Reading {0}", container.name), signal, (options) =>
      context.documents.show(subjectOf(container), "addresses", options),
    );
  },
};
