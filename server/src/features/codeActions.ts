import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
} from "vscode-languageserver";
import { uriOf } from "../workspace/fileId";
import type { Report, ReportedFix } from "../workspace/report";
import type { FeatureContext, RegisterFeature } from "./context";
import { toDiagnostic } from "./lspDiagnostic";

/** Quick fixes: what the rules offer for the findings under the cursor, the best one preferred. */
export const registerCodeActions: RegisterFeature = (context) => {
  context.connection.onCodeAction(async ({ textDocument, range, context: wanted }) => {
    const document = context.document(textDocument.uri);
    if (document === undefined || !asksForQuickFix(wanted.only)) return [];
    const reports = (await context.reports(document)).filter((report) => overlap(report.range, range));
    return reports.flatMap((report) => {
      const diagnostic = toDiagnostic(report);
      return report.fixes().map((fix, index) => codeAction(fix, diagnostic, index === 0, context));
    });
  });
  return { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } };
};

function asksForQuickFix(only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((kind) => kind === "" || kind === CodeActionKind.QuickFix);
}

function codeAction(
  fix: ReportedFix,
  diagnostic: Diagnostic,
  isPreferred: boolean,
  context: FeatureContext,
): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred,
    edit: { documentChanges: documentEdits(fix, context) },
  };
}

function documentEdits(fix: ReportedFix, context: FeatureContext): TextDocumentEdit[] {
  const byFile = new Map<string, TextDocumentEdit>();
  for (const { file, range, text } of fix.edits) {
    const edit = byFile.get(file) ?? {
      textDocument: { uri: uriOf(file), version: context.document(uriOf(file))?.version ?? null },
      edits: [],
    };
    edit.edits.push({ range, newText: text });
    byFile.set(file, edit);
  }
  return [...byFile.values()];
}

function overlap(one: Report["range"], other: Range): boolean {
  const after = (a: Range["start"], b: Range["start"]): boolean =>
    a.line > b.line || (a.line === b.line && a.character > b.character);
  return !after(one.start, other.end) && !after(other.start, one.end);
}
