import { say, type Speak, type Text } from "../../../shared/text";
import { isGuess } from "../compose/project/request";
import type { Project } from "../compose/model/project";
import type { ComposeDocument } from "../compose/syntax/document";
import type { EngineKind } from "../../../shared/engineKind";
import { listed } from "../linter/listed";
import type { Rule } from "../linter/rule";
import type { SeverityOverrides } from "../linter/ruledFinding";
import type { SuppressionComment, Suppressions } from "../linter/suppression";
import { unusedSuppression } from "../rules/unusedSuppression";
import type { Report, ReportedFix } from "./report";

/** One file, as all of its projects were analysed. */
export interface Analysed {
  readonly document: ComposeDocument;
  readonly suppressions: Suppressions;
  /** The comments that suppressed a finding in one of the projects. */
  readonly used: ReadonlySet<SuppressionComment>;
  readonly projects: readonly Project[];
  readonly rules: readonly Rule[];
  /** Rules that threw, so that what they did not find says nothing. */
  readonly faulty: ReadonlySet<string>;
  readonly severities: SeverityOverrides;
  readonly engine: EngineKind | undefined;
  readonly speak: Speak;
}

/**
 * The comments of a file that suppress nothing. Nothing is said where a finding may be missing for another reason: the YAML is
 * broken, a part of the project is not there, the rule is off, is faulty or asks for an engine that nobody named. A comment without ids
 * may be there for any of them.
 */
export function unusedSuppressions(analysed: Analysed): Report[] {
  const { document, suppressions, used, projects, severities, speak } = analysed;
  const severity = severities[unusedSuppression.id] ?? unusedSuppression.severity;
  const known = ({ whole, assembled }: Project): boolean => whole && !isGuess(assembled);
  const complete = projects.length > 0 && projects.every(known);
  if (severity === "off" || !complete || document.errors.length > 0) return [];
  return suppressions.comments
    .filter((comment) => !used.has(comment) && comment.rules.length > 0)
    .filter((comment) => !comment.rules.some((id) => maySpeak(id, analysed)))
    .map((comment) => ({
      file: document.file,
      range: { start: document.positionAt(comment.start), end: document.positionAt(comment.end) },
      rule: unusedSuppression.id,
      severity,
      message: speak(messageOf(comment, analysed.rules)),
      unnecessary: true,
      related: [],
      fixes: () => [removal(document, comment, speak)],
    }));
}

/** Whether a rule is silent only for want of something that others may have. */
function maySpeak(id: string, { rules, faulty, severities, engine }: Analysed): boolean {
  if (severities[id] === "off" || faulty.has(id) || id === unusedSuppression.id) return true;
  return engine === undefined && rules.some((rule) => rule.id === id && rule.onEngine !== undefined);
}

function messageOf({ rules: ids }: SuppressionComment, rules: readonly Rule[]): Text {
  const unknown = ids.find((id) => rules.every((rule) => rule.id !== id));
  if (unknown !== undefined) {
    return say`There is no rule "${unknown}", so this comment suppresses nothing. Correct the name, or remove the comment.`;
  }
  return ids.length > 1
    ? say`This comment suppresses nothing: ${listed(ids)} report nothing on this line or the next. Remove the comment.`
    : say`This comment suppresses nothing: ${listed(ids)} reports nothing on this line or the next. Remove the comment.`;
}

/** Takes the comment away, with its line where it stands alone. */
function removal(document: ComposeDocument, comment: SuppressionComment, speak: Speak): ReportedFix {
  const { file, text } = document;
  const lineStart = text.lastIndexOf("\n", comment.start - 1) + 1;
  const before = text.slice(lineStart, comment.start);
  const lineBreak = text.indexOf("\n", comment.end);
  const alone = before.trim() === "" && lineBreak >= 0;
  const start = alone ? lineStart : lineStart + before.trimEnd().length;
  const end = alone ? lineBreak + 1 : comment.end;
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  return {
    title: speak(say`Remove the comment that suppresses nothing`),
    safe: false,
    edits: [{ file, range, text: "" }],
  };
}
