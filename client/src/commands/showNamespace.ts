import * as vscode from "vscode";
import { chooseRunning, subjectOf, subjectsOfDocument, whileReading } from "./chooseSubjects";
import { trusted, type Command } from "./context";

/** Opens all of a container's network namespace in one document, its sections under headings that fold. */
export const showNamespaceCommand: Command = {
  id: "hostside.showNamespace",
  titleKey: "command.showNamespace",
  enablement: trusted,
  run: async (context, target, signal) => {
    const prompt = vscode.l10n.t("Show the network namespace of which container?");
    const subjects = subjectsOfDocument(target);
    const container = subjects === undefined ? await chooseRunning(context, target, prompt, signal) : undefined;
    const subject = subjects?.at(-1) ?? (container === undefined ? undefined : subjectOf(container));
    if (subject === undefined) return undefined;
    return whileReading(vscode.l10n.t("Reading a network namespace"), signal, (options) =>
      context.documents.show(subject, "everything", options),
    );
  },
};
