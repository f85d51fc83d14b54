import type { AnnotatedTextEdit, TextDocumentEdit, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { say, type Speak } from "../../../shared/text";
import type { Change } from "../language/rename/rename";
import { fileOf, uriOf } from "../workspace/fileId";
import type { FeatureContext } from "./context";

const inValues = "hostside.hostNamesInValues";

/**
 * The changes of a renaming in the protocol's words. Words in values are put to the user, where the editor can do that: they
 * are not ticked in its preview.
 */
export function renameEdit(changes: readonly Change[], name: string, newName: string, context: FeatureContext) {
  const byFile = new Map<string, (TextEdit | AnnotatedTextEdit)[]>();
  let choices = 0;
  for (const { at, text, evidence } of changes) {
    const place = context.placeInFile(at);
    // Half a renaming is worse than none.
    if (place === undefined)
      return { refused: context.speak(say`${at.chunk.file} has changed meanwhile. Rename again.`) };
    const isChoice = evidence === "likely" && context.client.asksAboutChanges;
    if (evidence === "likely") choices += 1;
    const edit = { range: place.range, newText: text, ...(isChoice && { annotationId: inValues }) };
    const inFile = byFile.get(place.file);
    if (inFile === undefined) byFile.set(place.file, [edit]);
    else inFile.push(edit);
  }
  const places = [...byFile.values()].reduce((count, edits) => count + edits.length, 0);
  const open = new Map(context.documents().map((document) => [fileOf(document.uri), document]));
  const documentChanges = [...byFile].map(([file, edits]): TextDocumentEdit => {
    const { uri = uriOf(file), version = null } = open.get(file) ?? {};
    return { textDocument: { uri, version }, edits };
  });
  const edit: WorkspaceEdit = context.client.takesDocumentChanges
    ? {
        documentChanges,
        ...(choices > 0 && context.client.asksAboutChanges && annotations(name, newName, context.speak)),
      }
    : {
        changes: Object.fromEntries(
          documentChanges.map(({ textDocument: { uri }, edits }) => [uri, edits as TextEdit[]]),
        ),
      };
  return { edit, places, files: byFile.size, choices };
}

function annotations(name: string, newName: string, speak: Speak): Pick<WorkspaceEdit, "changeAnnotations"> {
  return {
    changeAnnotations: {
      [inValues]: {
        label: speak(say`Host names inside values`),
        needsConfirmation: true,
        description: speak(say`${name} becomes ${newName} where a value names it as a host`),
      },
    },
  };
}
