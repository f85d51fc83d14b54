import { say, type Text } from "../../../../shared/text";
import type { Place } from "../../compose/syntax/node";
import { type Fix, fix, type TextChange } from "../../linter/fix";
import { fileNameOf } from "../../linter/place";

/** The change that puts another text at a part of a value; undefined where that cannot be. */
export function writeAt(written: Place | undefined, text: string): TextChange | undefined {
  return written && { chunk: written.chunk, start: written.start, end: written.end, text };
}

/** A fix that changes a value; where that stands in a file of variables, the title says so. */
export function fixValue(title: string | Text, ...changes: readonly (TextChange | undefined)[]): Fix[] {
  const plain = changes.find((change) => change?.chunk.plain === true);
  return fix(plain === undefined ? title : say`${title} in ${fileNameOf(plain.chunk)}`, ...changes);
}
