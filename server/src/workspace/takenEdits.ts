import type { DocumentRange } from "../compose/syntax/document";
import type { FileId } from "../compose/syntax/node";
import type { ReportedFix } from "./report";

type Edit = ReportedFix["edits"][number];
type Position = DocumentRange["start"];

/** Edits that are to be made together: of tens of thousands, those that another one meets are found at once. */
export class TakenEdits {
  private readonly keys = new Set<string>();
  /** In the order of the text. Those of different fixes do not meet, so that their ends are in that order too. */
  private readonly inFiles = new Map<FileId, Edit[]>();

  /** Whether this very edit is one of them. */
  has(edit: Edit): boolean {
    return this.keys.has(keyOf(edit));
  }

  /** Whether an edit changes or touches what one of them does: two insertions at one place would have no order. */
  meets(edit: Edit): boolean {
    const edits = this.inFiles.get(edit.file) ?? [];
    const next = edits[firstEndingAt(edits, edit.range.start)];
    return next !== undefined && !isBefore(edit.range.end, next.range.start);
  }

  add(edit: Edit): void {
    const edits = this.inFiles.get(edit.file) ?? [];
    this.inFiles.set(edit.file, edits);
    // Findings come in the order of the text, so that this is nearly always the end.
    edits.splice(firstEndingAt(edits, edit.range.start), 0, edit);
    this.keys.add(keyOf(edit));
  }
}

/** The index of the first edit that ends at a position or behind it. */
function firstEndingAt(edits: readonly Edit[], position: Position): number {
  let [low, high] = [0, edits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = edits[middle];
    if (each !== undefined && isBefore(each.range.end, position)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}

function keyOf({ file, text, range: { start, end } }: Edit): string {
  return JSON.stringify([file, text, start.line, start.character, end.line, end.character]);
}
