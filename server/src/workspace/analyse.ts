import type { VariableLookup } from "../compose/interpolation/template";
import { readProject } from "../compose/model/project";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Place } from "../compose/syntax/node";
import { type RuledFinding, runRules, type SeverityOverrides } from "../rules/run";
import { readSuppressions } from "../rules/suppression";
import { rules } from "../rules/table";
import type { Report } from "./report";

/** What decides about a document's findings besides its text. */
export interface AnalysisOptions {
  readonly severities: SeverityOverrides;
  readonly variables: VariableLookup;
}

/** The findings of one document, in the order of their places. */
export function analyse(document: ComposeDocument, options: AnalysisOptions): Report[] {
  const project = readProject(document, options.variables);
  const suppressions = readSuppressions(document);
  return runRules(rules, project, options.severities)
    .map((finding) => report(finding, document))
    .filter(({ rule, range }) => !suppressions.covers(rule, range.start.line))
    .sort(byPlace);
}

function report(finding: RuledFinding, document: ComposeDocument): Report {
  const located = (place: Place) => ({ file: place.chunk.file, range: document.rangeOf(place) });
  return {
    ...located(finding.at),
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    unnecessary: finding.unnecessary ?? false,
    related: (finding.related ?? []).map(({ at, message }) => ({ ...located(at), message })),
    fixes: (finding.fixes ?? []).map(({ title, changes }) => ({
      title,
      edits: changes.map((change) => ({ ...located(change), text: change.text })),
    })),
  };
}

function byPlace(one: Report, other: Report): number {
  const [a, b] = [one.range, other.range];
  return (
    a.start.line - b.start.line ||
    a.start.character - b.start.character ||
    a.end.line - b.end.line ||
    a.end.character - b.end.character
  );
}
