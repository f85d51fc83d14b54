import type { FileId } from "../compose/syntax/node";
import type { FileRange } from "./placeInFile";

/** Compares by the order of a project's files, behind which others stand by name, then by the places in them. */
export function reportOrder(files: readonly FileId[]): (one: FileRange, other: FileRange) => number {
  const order = new Map(files.map((file, at) => [file, at]));
  const at = (file: FileId): number => order.get(file) ?? order.size;
  return (one, other) => {
    const [a, b] = [one.range, other.range];
    return (
      (one.file === other.file ? 0 : at(one.file) - at(other.file) || (one.file < other.file ? -1 : 1)) ||
      a.start.line - b.start.line ||
      a.start.character - b.start.character ||
      a.end.line - b.end.line ||
      a.end.character - b.end.character
    );
  };
}
