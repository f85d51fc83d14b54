import { say, type Speak, type Text } from "../../../../shared/text";
import type { FileSource } from "../../compose/project/source";
import type { ComposeDocument } from "../../compose/syntax/document";
import type { FileId, Node } from "../../compose/syntax/node";
import { code } from "../../language/code";

/** How places are written in an explanation. */
export interface Places {
  /** A path as the reader of the explanation knows it. */
  readonly path: (file: FileId) => string;
  readonly document: (file: FileId) => ComposeDocument | undefined;
  readonly speak: Speak;
}

/** Lines of Markdown. */
export type Lines = (string | Text)[];

/** Places of files as a source has them. */
export function placesIn(source: Pick<FileSource, "document">, path: (file: FileId) => string, speak: Speak): Places {
  return {
    path,
    speak,
    document: (file) => {
      const document = source.document(file);
      return typeof document === "string" ? undefined : document;
    },
  };
}

/** A file's path. */
export function fileName(file: FileId, { path }: Places): string {
  return code(path(file));
}

/** A file and the line on which a node stands. */
export function placeOf(node: Node, places: Places): string | Text {
  const { file } = node.chunk;
  const document = places.document(file);
  if (document?.holds(node.chunk) !== true) return fileName(file, places);
  return say`${fileName(file, places)} line ${document.rangeOf(node).start.line + 1}`;
}
