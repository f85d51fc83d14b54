import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type TextDocumentEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { uriOf } from "../workspace/fileId";
import type { Report, ReportedFix } from "../workspace/report";
import { safeEdits } from "../workspace/safeFixes";
import { suppressionEdit } from "../workspace/suppress";
import { NoLongerAsked } from "../workspace/turns";
import type { FeatureContext, RegisterFeature } from "./context";
import { toDiagnostic } from "./lspDiagnostic";

const fixAllKind = `${CodeActionKind.SourceFixAll}.hostside`;

/**
 * Quick fixes: what the rules offer for the findings under the cursor, the best one preferred, then a comment that silences
 * the finding. `source.fixAll.hostside`: the fixes of the whole document that need no thought, also on save.
 */
export const registerCodeActions: RegisterFeature = (context) => {
  context.connection.onCodeAction(async ({ textDocument, range, context: { only } }, token) => {
    const document = context.document(textDocument.uri);
    if (document === undefined) return [];
    const reports = await reportsOf(document, context, token);
    if (reports === undefined) return new ResponseError(LSPErrorCodes.RequestCancelled, "no longer asked");
    // The editor asks for fixAll by name only: it is no answer to a light bulb.
    const all = only !== undefined && asksFor(only, fixAllKind) ? fixAll(reports, context) : [];
    if (only !== undefined && !asksFor(only, CodeActionKind.QuickFix)) return all;
    const here = reports.filter((report) => overlap(report.range, range));
    return [
      ...here.flatMap((report) => {
        const diagnostic = toDiagnostic(report);
        return report.fixes().map((fix, index) => codeAction(fix, diagnostic, index === 0, context));
      }),
      ...here.flatMap((report) => silence(report, document, context)),
      ...all,
    ];
  });
  return { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] } };
};

/** Undefined where nobody asks any more. */
async function reportsOf(
  document: TextDocument,
  context: FeatureContext,
  token: CancellationToken,
): Promise<readonly Report[] | undefined> {
  try {
    return await context.reports(document, () => !token.isCancellationRequested);
  } catch (error) {
    if (error instanceof NoLongerAsked) return undefined;
    throw error;
  }
}

/** Kinds are a hierarchy: who asks for `source` asks for `source.fixAll.hostside` too. */
function asksFor(only: readonly string[], kind: string): boolean {
  return only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

function fixAll(reports: readonly Report[], context: FeatureContext): CodeAction[] {
  const { edits, each } = safeEdits(reports);
  if (each.length === 0) return [];
  const title = `Make ${String(each.length)} safe Hostside ${each.length === 1 ? "fix" : "fixes"}`;
  return [{ title, kind: fixAllKind, edit: { documentChanges: documentEdits(edits, context) } }];
}

function silence(report: Report, document: TextDocument, context: FeatureContext): CodeAction[] {
  // What only fades says nothing that could be silenced by itself.
  const edit = report.unnecessary ? undefined : suppressionEdit(report, document.getText());
  if (edit === undefined) return [];
  return [
    {
      title: `Suppress ${report.rule} here with a comment`,
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(report)],
      edit: { documentChanges: documentEdits([edit], context) },
    },
  ];
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
    edit: { documentChanges: documentEdits(fix.edits, context) },
  };
}

function documentEdits(edits: ReportedFix["edits"], context: FeatureContext): TextDocumentEdit[] {
  const byFile = new Map<string, TextDocumentEdit>();
  for (const { file, range, text } of edits) {
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
