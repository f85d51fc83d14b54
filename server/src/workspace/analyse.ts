import type { Project } from "../compose/model/project";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Chunk, FileId, Place } from "../compose/syntax/node";
import type { FileSource } from "../compose/project/source";
import type { EngineKind } from "../network/engineKind";
import { type RuledFinding, RuleRunner, type SeverityOverrides } from "../rules/run";
import { readSuppressions, type SuppressionComment, type Suppressions } from "../rules/suppression";
import { rules } from "../rules/table";
import { ownReports } from "./ownReports";
import type { Report, ReportedFix } from "./report";
import { unusedSuppressions } from "./unusedSuppressions";

/** A report, and the lines at which its finding's chunks started. */
interface Remembered {
  readonly lines: readonly number[];
  readonly report: Report | undefined;
}

/** The reports of a group of findings, and the line tables of all files that they are about. */
interface RememberedGroup {
  readonly lineTables: ReadonlyMap<FileId, object>;
  readonly reports: readonly Report[];
}

/** A file as it is during one analysis. */
interface Current {
  readonly document: ComposeDocument;
  readonly silences: boolean;
}

/** Turns projects into reports, and remembers what did not change since the last time. */
export class Analyser {
  private readonly runner = new RuleRunner(rules);
  private readonly suppressions = new WeakMap<ComposeDocument, Suppressions>();
  private readonly remembered = new WeakMap<RuledFinding, Remembered>();
  private readonly groups = new WeakMap<readonly RuledFinding[], RememberedGroup>();
  /** The comments that silenced something in the analysis that is under way. */
  private readonly used = new Set<SuppressionComment>();
  private readonly current = new Map<FileId, Current | undefined>();

  constructor(private readonly files: Pick<FileSource, "document">) {}

  /** The findings of the projects that a file belongs to, each once, and the comments in it that silence nothing in any. */
  reportsAround(
    file: FileId,
    projects: readonly Project[],
    severities: SeverityOverrides,
    engine?: EngineKind,
  ): readonly Report[] {
    this.used.clear();
    const reports = this.reportsOfAll(file, projects, severities, engine);
    const document = this.files.document(file);
    if (typeof document === "string") return reports;
    const suppressions = this.suppressionsOf(document);
    if (suppressions.comments.length === 0) return reports;
    const { used } = this;
    const unused = unusedSuppressions({ document, suppressions, used, projects, severities, engine });
    if (unused.length === 0) return reports;
    const files = [...new Set(projects.flatMap((project) => project.files))];
    return [...reports, ...unused].sort((one, other) => byPlace(one, other, { files }));
  }

  private reportsOfAll(
    file: FileId,
    projects: readonly Project[],
    severities: SeverityOverrides,
    engine: EngineKind | undefined,
  ): readonly Report[] {
    const [only] = projects;
    if (only !== undefined && projects.length === 1) {
      const reports = this.reports(only, severities, engine);
      return ownReports(file, only, reports, (report) => this.isSilenced(report));
    }
    const reports = new Map<string, Report>();
    for (const project of projects) {
      for (const report of this.reports(project, severities, engine)) reports.set(JSON.stringify(report), report);
    }
    return [...reports.values()];
  }

  /** The findings of a project, in the order of its files and of their places. */
  reports(project: Project, severities: SeverityOverrides, engine?: EngineKind): Report[] {
    this.current.clear();
    const reports = this.runner.run(project, severities, engine).flatMap((group) => this.reportsOf(group));
    this.current.clear();
    return reports.sort((one, other) => byPlace(one, other, project));
  }

  private reportsOf(group: readonly RuledFinding[]): readonly Report[] {
    const known = this.groups.get(group);
    if (known !== undefined && this.linesAreThose(known.lineTables)) return known.reports;
    const reports = group.flatMap((finding) => this.report(finding) ?? []);
    const lineTables = new Map<FileId, object>();
    for (const { file } of group.flatMap(chunksOf)) {
      const table = this.lineTable(file);
      if (table === undefined) return reports;
      lineTables.set(file, table);
    }
    this.groups.set(group, { lineTables, reports });
    return reports;
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
    const current = this.now(chunk.file);
    if (current === undefined) return -1;
    // A document that silences something is asked each time: such comments come and go without moving a line.
    return current.silences ? Number.NaN : current.document.lineOf(chunk);
  }

  private linesAreThose(lineTables: ReadonlyMap<FileId, object>): boolean {
    for (const [file, table] of lineTables) if (this.lineTable(file) !== table) return false;
    return true;
  }

  /** Undefined where the file has to be asked each time. */
  private lineTable(file: FileId): object | undefined {
    const current = this.now(file);
    return current === undefined || current.silences ? undefined : current.document.lineTable;
  }

  private now(file: FileId): Current | undefined {
    if (this.current.has(file)) return this.current.get(file);
    const document = this.files.document(file);
    const current =
      typeof document === "string"
        ? undefined
        : { document, silences: this.suppressionsOf(document).comments.length > 0 };
    this.current.set(file, current);
    return current;
  }

  private made(finding: RuledFinding): Report | undefined {
    const at = this.located(finding.at);
    const document = this.files.document(finding.at.chunk.file);
    if (at === undefined || typeof document === "string") return undefined;
    if (this.isSilenced({ ...at, rule: finding.rule })) return undefined;
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

  /** Whether a comment silences the rule there; the comment is then one that is used. */
  private isSilenced({ file, range, rule }: Pick<Report, "file" | "range" | "rule">): boolean {
    const document = this.files.document(file);
    if (typeof document === "string") return false;
    const silencing = this.suppressionsOf(document).covering(rule, range.start.line);
    for (const comment of silencing) this.used.add(comment);
    return silencing.length > 0;
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

function chunksOf({ at, related }: RuledFinding): Chunk[] {
  return [at.chunk, ...(related ?? []).map((other) => other.at.chunk)];
}

function byPlace(one: Report, other: Report, { files }: Pick<Project, "files">): number {
  const [a, b] = [one.range, other.range];
  return (
    (one.file === other.file ? 0 : files.indexOf(one.file) - files.indexOf(other.file)) ||
    a.start.line - b.start.line ||
    a.start.character - b.start.character ||
    a.end.line - b.end.line ||
    a.end.character - b.end.character
  );
}
