import type { Project } from "../compose/model/project";
import type { ComposeDocument } from "../compose/syntax/document";
import type { FileId, Place } from "../compose/syntax/node";
import type { FileSource } from "../compose/project/source";
import { type RuledFinding, RuleRunner, type SeverityOverrides } from "../rules/run";
import { readSuppressions, type Suppressions } from "../rules/suppression";
import { rules } from "../rules/table";
import type { Report, ReportedFix } from "./report";

/** A report, and the lines at which its finding's chunks started. */
interface Remembered {
  readonly lines: readonly number[];
  readonly report: Report | undefined;
}

/** Turns projects into reports, and remembers what did not change since the last time. */
export class Analyser {
  private readonly runner = new RuleRunner(rules);
  private readonly suppressions = new WeakMap<ComposeDocument, Suppressions>();
  private readonly remembered = new WeakMap<RuledFinding, Remembered>();
  /** The document that was asked for last: one after the other, findings stand in the same one. */
  private last: { readonly file: FileId; readonly document: ComposeDocument; readonly silences: boolean } | undefined;

  constructor(private readonly files: Pick<FileSource, "document">) {}

  /** The findings of a project, in the order of its files and of their places. */
  reports(project: Project, severities: SeverityOverrides): Report[] {
    this.last = undefined;
    const reports: Report[] = [];
    for (const finding of this.runner.run(project, severities)) {
      const report = this.report(finding);
      if (report !== undefined) reports.push(report);
    }
    return reports.sort((one, other) => byPlace(one, other, project));
  }

  private report(finding: RuledFinding): Report | undefined {
    const known = this.remembered.get(finding);
    if (known !== undefined && this.stands(finding, known)) return known.report;
    const report = this.made(finding);
    const lines = [finding, ...(finding.related ?? [])].map(({ at }) => this.lineOf(at));
    this.remembered.set(finding, { lines, report });
    return report;
  }

  /** Whether every place of a finding is on the line where it was. */
  private stands({ at, related }: RuledFinding, { lines }: Remembered): boolean {
    if (this.lineOf(at) !== lines[0]) return false;
    return related?.every((other, index) => this.lineOf(other.at) === lines[index + 1]) ?? true;
  }

  /** The line at which the place's chunk starts: where it is the same, so are the place's lines and columns. */
  private lineOf({ chunk }: Place): number {
    if (this.last?.file !== chunk.file) {
      const document = this.files.document(chunk.file);
      if (typeof document === "string") return -1;
      this.last = { file: chunk.file, document, silences: this.suppressionsOf(document).any };
    }
    // A document that silences something is asked each time: such comments come and go without moving a line.
    return this.last.silences ? Number.NaN : this.last.document.lineOf(chunk);
  }

  private made(finding: RuledFinding): Report | undefined {
    const at = this.located(finding.at);
    const document = this.files.document(finding.at.chunk.file);
    if (at === undefined || typeof document === "string") return undefined;
    if (this.suppressionsOf(document).covers(finding.rule, at.range.start.line)) return undefined;
    return {
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
    };
  }

  private fixes(finding: RuledFinding): ReportedFix[] {
    return (finding.fixes?.() ?? []).map(({ title, changes, safe }) => ({
      title,
      safe: safe ?? false,
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
