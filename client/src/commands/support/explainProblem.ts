import * as vscode from "vscode";
import { pageOf } from "../../insight/problemPages";
import { inform } from "../../views/notices";
import type { Command } from "../target/context";
import { openPage } from "../target/openPage";

/**
 * Opens the page that explains a problem in the Markdown preview: that of the finding which was chosen, else of the one at
 * the cursor.
 */
export const explainProblemCommand: Command = {
  id: "hostside.explainProblem",
  titleKey: "command.explainProblem",
  run: async (context, target) => {
    const code = typeof target === "string" ? target : codeAtCursor();
    const page = code === undefined ? undefined : pageOf(code);
    if (page === undefined) {
      await inform(vscode.l10n.t("Put the cursor on a finding of Hostside first, then run this command again."));
      return undefined;
    }
    return openPage(context, page);
  },
};

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  const found = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source, range }) => source?.toLowerCase() === "hostside" && range.intersection(selection) !== undefined);
  return found.map(({ code }) => String(typeof code === "object" ? code.value : code))[0];
}
