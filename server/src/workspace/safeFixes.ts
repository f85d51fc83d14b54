import type { DocumentRange } from "../compose/syntax/document";
import type { FileId } from "../compose/syntax/node";
import { finish, pause, type Steps } from "../compose/syntax/steps";
import type { Report, ReportedFix } from "./report";

type Edit = ReportedFix["edits"][number];

/**
 * The edits of every safe fix of these findings that can be made together, at most one fix a finding; a fix of which one edit
 * meets another's is left for the next time.
 */
export function safeEdits(reports: readonly Report[]): SafeEdits {
  return finish(safeEditsInSteps(reports));
}

/** Edits that can be made together. */
export interface SafeEdits {
  readonly edits: readonly Edit[];
  /** The edits of each fix. */
  readonly each: readonly (readonly Edit[])[];
}

/** The same in steps. */
export function* safeEditsInSteps(reports: readonly Report[]): Steps<SafeEdits> {
  const edits: Edit[] = [];
  const each: Edit[][] = [];
  for (const report of reports) {
    yield pause;
    const fix = report.fixes().find(({ safe }) => safe);
    if (fix === undefined) continue;
    const fresh = fix.edits.filter((edit) => !edits.some((known) => sameEdit(known, edit)));
    if (fresh.length === 0) continue;
    if (fresh.length < fix.edits.length || fresh.some((edit) => edits.some((known) => meet(known, edit)))) continue;
    edits.push(...fresh);
    each.push(fresh);
  }
  return { edits, each };
}

/** A text with edits made in it; they do not meet each other. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const offset = ({ line, character }: DocumentRange["start"]): number => (starts[line] ?? text.length) + character;
  return [...edits]
    .sort((one, other) => offset(other.range.start) - offset(one.range.start))
    .reduce(
      (was, { range, text: put }) => was.slice(0, offset(range.start)) + put + was.slice(offset(range.end)),
      text,
    );
}

function sameEdit(one: Edit, other: Edit): boolean {
  return one.file === other.file && one.text === other.text && compare(one.range, other.range) === 0;
}

function compare(one: DocumentRange, other: DocumentRange): number {
  return (
    one.start.line - other.start.line ||
    one.start.character - other.start.character ||
    one.end.line - other.end.line ||
    one.end.character - other.end.character
  );
}

function meet(one: Edit, other: Edit): boolean {
  if (one.file !== other.file) return false;
  const before = (a: DocumentRange["start"], b: DocumentRange["start"]): boolean =>
    a.line < b.line || (a.line === b.line && a.character < b.character);
  // Two insertions at one place would have no order.
  return !before(one.range.end, other.range.start) && !before(other.range.end, one.range.start);
}

/** The files that edits change. */
export function filesOf(edits: readonly Edit[]): FileId[] {
  return [...new Set(edits.map(({ file }) => file))];
}
