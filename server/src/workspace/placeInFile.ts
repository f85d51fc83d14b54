import type { ComposeDocument, DocumentRange } from "../compose/syntax/document";
import type { FileId, Place } from "../compose/syntax/node";

/** A range in a file. */
export interface FileRange {
  readonly file: FileId;
  readonly range: DocumentRange;
}

/** Where a place is in its file; undefined where the file is another version by now, or cannot be read. */
export function placeInFile(
  place: Place,
  documentOf: (file: FileId) => ComposeDocument | undefined,
): FileRange | undefined {
  const { file } = place.chunk;
  const document = documentOf(file);
  return document?.holds(place.chunk) === true ? { file, range: document.rangeOf(place) } : undefined;
}
