import * as vscode from "vscode";
import { chooseRunning, subjectOf } from "./chooseSubjects";
import { trusted, type Command } from "../target/context";
import { whileReading } from "../target/whileReading";

/** Opens `ip addr` of one container, also where its image has no `ip`. */
export const showIpAddrCommand: Command = {
  id: "hostside.showIpAddr",
  titleKey: "command.showIpAddr",
  enablement: trusted,
  run: async (context, target, signal) => {
    const prompt = vscode.l10n.t("Show ip addr of which container?");
    const shown = await chooseRunning(context, target, prompt, signal);
    if (shown === undefined) return undefined;
    const { container, session } = shown;
    return whileReading(context, vscode.l10n.t("Reading {0}", container.name), signal, (options) =>
      context.documents.show(session.key, subjectOf(container), "addresses", options),
    );
  },
};
