import { ComposeDocument } from "../compose/syntax/document";
import { PlainText } from "../compose/syntax/plainText";
import { readSuppressions, readSuppressionsIn } from "../linter/suppression";
import { unusedSuppression } from "../rules/unusedSuppression";
import type { Report, ReportedFix } from "./report";
import { withEdits } from "./safeFixes";

type Edit = ReportedFix["edits"][number];

/**
 * The edit that suppresses a finding by a comment above its line, in the line's own indentation; the rule joins a comment that
 * is there already. Undefined where a comment cannot stand, within a text that goes over several
 * lines, and for a comment that suppresses nothing already. `parsed`: the text as a document, of which only what the comment
 * changes is then parsed anew.
 */
export function suppressionEdit(
  { file, range, rule, takenBy }: Report,
  text: string,
  parsed: ComposeDocument | undefined,
): Edit | undefined {
  if (rule === unusedSuppression.id) return undefined;
  const { line } = range.start;
  const lines = text.split(/\r\n|\r|\n/);
  const own = lines[line] ?? "";
  const above = lines[line - 1] ?? "";
  const known = /^\s*# hostside-ignore(?= \S)(?! *--)[^\n]*?(?= -- |$)/.exec(above);
  const at = known ? { line: line - 1, character: known[0].trimEnd().length } : { line, character: 0 };
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const put = known ? `, ${rule}` : `${/^\s*/.exec(own)?.[0] ?? ""}# hostside-ignore ${rule}${lineBreak}`;
  const edit = { file, range: { start: at, end: at }, text: put };
  const edited = withEdits(text, [edit]);
  const suppressed =
    takenBy === undefined
      ? readSuppressions(ComposeDocument.parse(file, edited, parsed))
      : readSuppressionsIn(new PlainText(file, edited));
  return suppressed.covering(rule, known ? line : line + 1).length > 0 ? edit : undefined;
}
