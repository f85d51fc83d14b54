import type { DocumentRange } from "../compose/syntax/document";
import type { FileId } from "../compose/syntax/node";
import { finish, pause, type Steps } from "../compose/syntax/steps";
import type { Report, ReportedFix } from "./report";
import { TakenEdits } from "./takenEdits";

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
  const taken = new TakenEdits();
  const each: (readonly Edit[])[] = [];
  for (const report of reports) {
    yield pause;
    const fix = report.fixes().find(({ safe }) => safe);
    if (fix === undefined) continue;
    const fresh = fix.edits.filter((edit) => !taken.has(edit));
    if (fresh.length === 0) continue;
    if (fresh.length < fix.edits.length || fresh.some((edit) => taken.meets(edit))) continue;
    for (const edit of fresh) taken.add(edit);
    each.push(fresh);
  }
  return { edits: each.flat(), each };
}

/** A text with edits made in it; they do not meet each other. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  const offset = ({ line, character }: DocumentRange["start"]): number => (starts[line] ?? text.length) + character;
  // From the end, piece by piece: each edit made in the whole text would copy it.
  const pieces: string[] = [];
  let end = text.length;
  for (const { range, text: put } of edits.toSorted(
    (one, other) => offset(other.range.start) - offset(one.range.start),
  )) {
    pieces.push(text.slice(offset(range.end), end), put);
    end = offset(range.start);
  }
  pieces.push(text.slice(0, end));
  return pieces.reverse().join("");
}

/** The files that edits change. */
export function filesOf(edits: readonly Edit[]): FileId[] {
  return [...new Set(edits.map(({ file }) => file))];
}
