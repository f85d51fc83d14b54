import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { say } from "../../../shared/text";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Report, ReportedFix } from "../workspace/report";
import { safeEditsInSteps } from "../workspace/safeFixes";
import { suppressionEdit } from "../workspace/suppress";
import type { StillAsked } from "../workspace/turns";
import type { FeatureContext, RegisterFeature } from "./context";
import { documentEdits } from "./documentEdits";
import { toDiagnostic } from "./lspDiagnostic";
import { refactorings } from "./refactorings";
import { answering } from "./run";

const fixAllKind = `${CodeActionKind.SourceFixAll}.hostside`;

/**
 * Quick fixes: what the rules offer for the findings under the cursor, the best one preferred, then a comment that suppresses
 * the finding; then what moves the service there. `source.fixAll.hostside`: the fixes of the whole document that need no thought, also on save.
 */
export const registerCodeActions: RegisterFeature = (context) => {
  const actions = async (params: CodeActionParams, stillAsked: StillAsked): Promise<CodeAction[]> => {
    const { only } = params.context;
    const wantsRefactorings = only === undefined || asksFor(only, CodeActionKind.RefactorRewrite);
    const moves = wantsRefactorings ? await refactorings(params, only !== undefined, context, stillAsked) : [];
    return [...(await fixes(params, stillAsked)), ...moves];
  };
  const fixes = async (
    { textDocument, range, context: { only } }: CodeActionParams,
    stillAsked: StillAsked,
  ): Promise<CodeAction[]> => {
    const document = context.document(textDocument.uri);
    if (document === undefined) return [];
    const reports = await context.reports(document, stillAsked);
    // The editor asks for fixAll by name only: it is no answer to a light bulb.
    const all = only !== undefined && asksFor(only, fixAllKind) ? await fixAll(reports, context, stillAsked) : [];
    if (only !== undefined && !asksFor(only, CodeActionKind.QuickFix)) return all;
    const here = reports.filter((report) => overlap(report.range, range));
    const inYaml = here.some(({ takenBy }) => takenBy === undefined);
    const parsed = inYaml ? await context.compose(document, stillAsked) : undefined;
    return [
      ...here.flatMap((report) => {
        const diagnostic = toDiagnostic(report, context.speak);
        return report.fixes().map((fix, index) => codeAction(fix, diagnostic, index === 0, context));
      }),
      ...here.flatMap((report) => suppressionActions(report, document, parsed, context)),
      ...all,
    ];
  };
  context.connection.onCodeAction(answering("textDocument/codeAction", context.log, actions));
  return {
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, fixAllKind] },
  };
};

/** Kinds are a hierarchy: who asks for `source` asks for `source.fixAll.hostside` too. */
function asksFor(only: readonly string[], kind: string): boolean {
  return only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

async function fixAll(
  reports: readonly Report[],
  context: FeatureContext,
  stillAsked: StillAsked,
): Promise<CodeAction[]> {
  const { edits, each } = await context.inTurns(safeEditsInSteps(reports), stillAsked);
  if (each.length === 0) return [];
  const title = context.speak(
    each.length === 1 ? say`Make 1 safe Hostside fix` : say`Make ${each.length} safe Hostside fixes`,
  );
  return [{ title, kind: fixAllKind, edit: { documentChanges: documentEdits(edits, context) } }];
}

function suppressionActions(
  report: Report,
  document: TextDocument,
  parsed: ComposeDocument | undefined,
  context: FeatureContext,
): CodeAction[] {
  // What only fades says nothing that could be suppressed by itself.
  const edit = report.unnecessary ? undefined : suppressionEdit(report, document.getText(), parsed);
  if (edit === undefined) return [];
  return [
    {
      title: context.speak(say`Suppress ${report.rule} here with a comment`),
      kind: CodeActionKind.QuickFix,
      diagnostics: [toDiagnostic(report, context.speak)],
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

function overlap(one: Report["range"], other: Range): boolean {
  const after = (a: Range["start"], b: Range["start"]): boolean =>
    a.line > b.line || (a.line === b.line && a.character > b.character);
  return !after(one.start, other.end) && !after(other.start, one.end);
}
