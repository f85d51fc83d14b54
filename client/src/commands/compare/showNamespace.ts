import * as vscode from "vscode";
import { chooseRunning, subjectOf, subjectsOfDocument } from "./chooseSubjects";
import { trusted, type Command } from "../target/context";
import { whileReading } from "./whileReading";

/** Opens all of a container's network namespace in one document, its sections under headings that fold. */
export const showNamespaceCommand: Command = {
  id: "hostside.showNamespace",
  titleKey: "command.showNamespace",
  enablement: trusted,
  run: async (context, target, signal) => {
    const prompt = vscode.l10n.t("Show the network namespace of which container?");
    const document = subjectsOfDocument(target);
    const shown = document === undefined ? await chooseRunning(context, target, prompt, signal) : undefined;
    const subject = document?.subjects.at(-1) ?? (shown === undefined ? undefined : subjectOf(shown.container));
    if (subject === undefined) return undefined;
    const engine = document?.engine ?? shown?.session.key ?? "";
    return whileReading(context, vscode.l10n.t("Reading a network namespace"), signal, (options) =>
      context.documents.show(engine, subject, "everything", options),
    );
  },
};
