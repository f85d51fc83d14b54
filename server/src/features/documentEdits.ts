import type { TextDocumentEdit } from "vscode-languageserver";
import type { TextChange } from "../linter/fix";
import { uriOf } from "../workspace/fileId";
import type { ReportedFix } from "../workspace/report";
import type { FeatureContext } from "./context";

/** Edits by file, of the versions of the documents that they were made for. */
export function documentEdits(
  edits: ReportedFix["edits"],
  context: Pick<FeatureContext, "document">,
): TextDocumentEdit[] {
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

/** The changes of places by file; undefined where one of them is not there any more, as in a file that has changed since. */
export function placedEdits(
  changes: readonly TextChange[],
  context: Pick<FeatureContext, "document" | "placeInFile">,
): TextDocumentEdit[] | undefined {
  const edits = changes.flatMap((change) => {
    const placed = context.placeInFile(change);
    return placed === undefined ? [] : [{ ...placed, text: change.text }];
  });
  return edits.length < changes.length ? undefined : documentEdits(edits, context);
}
