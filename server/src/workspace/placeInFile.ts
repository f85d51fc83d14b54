import type { FileSource } from "../compose/project/source";
import type { ComposeDocument, DocumentRange } from "../compose/syntax/document";
import type { FileId, Place } from "../compose/syntax/node";

/** A range in a file. */
export interface FileRange {
  readonly file: FileId;
  readonly range: DocumentRange;
}

/** The files as they are now: those of YAML, and texts that are none. */
export interface FilesNow {
  readonly document: (file: FileId) => ComposeDocument | undefined;
  readonly text: FileSource["text"];
}

/** Where a place is in its file; undefined where the file is another version by now, or cannot be read. */
export function placeInFile(place: Place, files: FilesNow): FileRange | undefined {
  const { file, plain, lines } = place.chunk;
  if (plain !== undefined) {
    if (!isCurrent(place.chunk, files)) return undefined;
    return { file, range: { start: lines.position(place.start), end: lines.position(place.end) } };
  }
  const document = files.document(file);
  return document?.holds(place.chunk) === true ? { file, range: document.rangeOf(place) } : undefined;
}

/** Whether a text that is no YAML is that of its file now. */
export function isCurrent({ file, text }: Place["chunk"], files: Pick<FilesNow, "text">): boolean {
  const now = files.text(file);
  return typeof now !== "string" && now.text === text;
}
