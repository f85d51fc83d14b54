import type { Text } from "../../../shared/text";
import type { Chunk } from "../compose/syntax/node";

/** Replaces `[start, end)` of a chunk by `text`. */
export interface TextChange {
  readonly chunk: Chunk;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** One way to mend a finding. */
export interface Fix {
  /** What it does, as an imperative: "Remove `ports` of web". */
  readonly title: string | Text;
  readonly changes: readonly TextChange[];
  /** It takes away what has no effect, or mends what Docker refuses in the only way: nobody has to think before it. */
  readonly safe?: true;
}

/** Builds a fix, or nothing where one of its changes cannot be made without touching something else. */
export function fix(title: string | Text, ...changes: readonly (TextChange | undefined)[]): Fix[] {
  const possible = changes.filter((change) => change !== undefined);
  return possible.length === changes.length && possible.length > 0 ? [{ title, changes: possible }] : [];
}

/** Marks the first of some fixes as safe to make unasked. */
export function safe(fixes: readonly Fix[]): Fix[] {
  return fixes.map((each, index) => (index === 0 ? { ...each, safe: true } : each));
}
