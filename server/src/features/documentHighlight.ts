import { type DocumentHighlight, DocumentHighlightKind, type DocumentHighlightParams } from "vscode-languageserver";
import { fileOf } from "../workspace/fileId";
import type { StillAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { everyPlaceOf, namesAt } from "./names";
import { answeringQuietly } from "./run";

/** The places of a name in the document, where one stands on it; the editor asks others where that is none that we know. */
export const registerDocumentHighlight: RegisterFeature = (context) => {
  const highlight = async (
    params: DocumentHighlightParams,
    stillAsked: StillAsked,
  ): Promise<DocumentHighlight[] | null> => {
    const named = await namesAt(context, params, stillAsked);
    if (named === undefined) return null;
    const file = fileOf(params.textDocument.uri);
    const { places } = await everyPlaceOf(named, context, stillAsked);
    const { Read, Write } = DocumentHighlightKind;
    return places.flatMap(({ at, role }) => {
      const range = at.chunk.file === file ? context.placeInFile(at)?.range : undefined;
      return range === undefined ? [] : [{ range, kind: role === "definition" ? Write : Read }];
    });
  };
  context.connection.onDocumentHighlight(
    answeringQuietly("textDocument/documentHighlight", context.log, highlight, null),
  );
  return {};
};
