import type { TextDocumentEdit } from "vscode-languageserver";
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
