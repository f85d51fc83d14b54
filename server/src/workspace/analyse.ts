import type { Project } from "../compose/model/project";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Place } from "../compose/syntax/node";
import type { FileSource } from "../compose/project/source";
import { type RuledFinding, RuleRunner, type SeverityOverrides } from "../rules/run";
import { readSuppressions, type Suppressions } from "../rules/suppression";
import { rules } from "../rules/table";
import type { Report } from "./report";

/** Turns projects into reports, and remembers what did not change since the last time. */
export class Analyser {
  private readonly runner = new RuleRunner(rules);
  private readonly suppressions = new WeakMap<ComposeDocument, Suppressions>();

  constructor(private readonly files: Pick<FileSource, "document">) {}

  /** The findings of a project, in the order of its files and of their places. */
  reports(project: Project, severities: SeverityOverrides): Report[] {
    return this.runner
      .run(project, severities)
      .flatMap((finding) => this.report(finding))
      .sort((one, other) => byPlace(one, other, project));
  }

  private report(finding: RuledFinding): Report[] {
    const at = this.located(finding.at);
    const document = this.files.document(finding.at.chunk.file);
    if (at === undefined || typeof document === "string") return [];
    if (this.suppressionsOf(document).covers(finding.rule, at.range.start.line)) return [];
    return [
      {
        ...at,
        rule: finding.rule,
        severity: finding.severity,
        message: finding.message,
        unnecessary: finding.unnecessary ?? false,
        related: (finding.related ?? []).flatMap(({ at: place, message }) => {
          const other = this.located(place);
          return other === undefined ? [] : [{ ...other, message }];
        }),
        fixes: () =>
          (finding.fixes?.() ?? []).map(({ title, changes }) => ({
            title,
            edits: changes.flatMap((change) => {
              const changed = this.located(change);
              return changed === undefined ? [] : [{ ...changed, text: change.text }];
            }),
          })),
      },
    ];
  }

  /** A place in its file as it is now; undefined where the file changed under the analysis, which is then outdated. */
  private located(place: Place) {
    const { file } = place.chunk;
    const document = this.files.document(file);
    if (typeof document === "string" || !document.holds(place.chunk)) return undefined;
    return { file, range: document.rangeOf(place) };
  }

  private suppressionsOf(document: ComposeDocument): Suppressions {
    const known = this.suppressions.get(document) ?? readSuppressions(document);
    this.suppressions.set(document, known);
    return known;
  }
}

function byPlace(one: Report, other: Report, { files }: Project): number {
  const [a, b] = [one.range, other.range];
  return (
    files.indexOf(one.file) - files.indexOf(other.file) ||
    a.start.line - b.start.line ||
    a.start.character - b.start.character ||
    a.end.line - b.end.line ||
    a.end.character - b.end.character
  );
}
