import type { Project } from "../compose/model/project";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Place } from "../compose/syntax/node";
import type { FileSource } from "../compose/project/source";
import { type RuledFinding, RuleRunner, type SeverityOverrides } from "../rules/run";
import { readSuppressions, type Suppressions } from "../rules/suppression";
import { rules } from "../rules/table";
import type { Report, ReportedFix } from "./report";

/** Turns projects into reports, and remembers what did not change since the last time. */
export class Analyser {
  private readonly runner = new RuleRunner(rules);
  private readonly suppressions = new WeakMap<ComposeDocument, Suppressions>();
  private readonly remembered = new WeakMap<
    RuledFinding,
    { readonly lines: readonly number[]; readonly reports: readonly Report[] }
  >();

  constructor(private readonly files: Pick<FileSource, "document">) {}

  /** The findings of a project, in the order of its files and of their places. */
  reports(project: Project, severities: SeverityOverrides): Report[] {
    return this.runner
      .run(project, severities)
      .flatMap((finding) => this.report(finding))
      .sort((one, other) => byPlace(one, other, project));
  }

  private report(finding: RuledFinding): readonly Report[] {
    const lines = [finding.at, ...(finding.related ?? []).map(({ at }) => at)].map((place) => this.lineOf(place));
    const known = this.remembered.get(finding);
    if (known !== undefined && lines.every((line, index) => line === known.lines[index])) return known.reports;
    const reports = this.made(finding);
    const document = this.files.document(finding.at.chunk.file);
    // Comments that silence may come and go without moving a line.
    if (typeof document !== "string" && !this.suppressionsOf(document).any) {
      this.remembered.set(finding, { lines, reports });
    }
    return reports;
  }

  /** The line at which the place's chunk starts: where it is the same, so are the place's lines and columns. */
  private lineOf({ chunk }: Place): number {
    const document = this.files.document(chunk.file);
    if (typeof document === "string") return -1;
    // A document that silences something is asked each time.
    return this.suppressionsOf(document).any ? Number.NaN : document.lineOf(chunk);
  }

  private made(finding: RuledFinding): Report[] {
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
        fixes: () => this.fixes(finding),
      },
    ];
  }

  private fixes(finding: RuledFinding): ReportedFix[] {
    return (finding.fixes?.() ?? []).map(({ title, changes }) => ({
      title,
      edits: changes.flatMap((change) => {
        const changed = this.located(change);
        return changed === undefined ? [] : [{ ...changed, text: change.text }];
      }),
    }));
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
    (one.file === other.file ? 0 : files.indexOf(one.file) - files.indexOf(other.file)) ||
    a.start.line - b.start.line ||
    a.start.character - b.start.character ||
    a.end.line - b.end.line ||
    a.end.character - b.end.character
  );
}
