import * as vscode from "vscode";
import { chooseRunning, subjectOf } from "./chooseSubjects";
import { trusted, type Command } from "../target/context";
import { parseTarget } from "../target/parseTarget";
import { whileReading } from "../target/whileReading";

/** Opens the whole network namespace of one container in one document; each section can be folded. */
export const showNamespaceCommand: Command = {
  id: "hostside.showNamespace",
  titleKey: "command.showNamespace",
  enablement: trusted,
  run: async (context, target, signal) => {
    const prompt = vscode.l10n.t("Show the network namespace of which container?");
    const { document } = parseTarget(target);
    const shown = document === undefined ? await chooseRunning(context, target, prompt, signal) : undefined;
    const subjects = document === undefined ? [] : context.documents.subjectsOf(document);
    const subject = subjects.at(-1) ?? (shown === undefined ? undefined : subjectOf(shown.container));
    if (subject === undefined) return undefined;
    const engine = document?.engine ?? shown?.session.key ?? "";
    return whileReading(context, vscode.l10n.t("Reading a network namespace"), signal, (options) =>
      context.documents.show(engine, subject, "everything", options),
    );
  },
};
