import type { Project } from "../compose/model/project";
import type { ComposeDocument } from "../compose/syntax/document";
import { finish, othersFirst, type Steps } from "../compose/syntax/steps";
import type { Chunk, FileId, Place } from "../compose/syntax/node";
import type { FileSource } from "../compose/project/source";
import type { EngineKind } from "../../../shared/engineKind";
import { Memo } from "../../../shared/memo";
import { type OnFault, rethrow } from "../linter/fault";
import type { Rule } from "../linter/rule";
import { type RuledFinding, RuleRunner, type SeverityOverrides } from "../linter/runner";
import { readSuppressions, type SuppressionComment, type Suppressions } from "../linter/suppression";
import { rules as allRules } from "../rules/table";
import { ownReports } from "./ownReports";
import type { Report, ReportedFix } from "./report";
import { sortInSteps } from "./sortInSteps";
import { unusedSuppressions } from "./unusedSuppressions";

/** A file as it is during one analysis. */
interface Current {
  readonly document: ComposeDocument;
  readonly silences: boolean;
}

/** One analysis: the files as it met them, and the comments that silenced something in it. */
interface Analysis {
  readonly documents: Map<FileId, Current | undefined>;
  readonly used: Set<SuppressionComment>;
}

/** Turns projects into reports, and remembers what did not change since the last time. */
export class Analyser {
  private readonly runner: RuleRunner;
  private readonly rules: readonly Rule[];
  private readonly onFault: OnFault;
  /** Rules that threw at least once: what they did not find says nothing. */
  private readonly faulty = new Set<string>();
  private readonly suppressions = new Memo<ComposeDocument, Suppressions>();
  private readonly single = new Memo<RuledFinding, Report | undefined>();
  private readonly groups = new Memo<readonly RuledFinding[], readonly Report[]>();
  private readonly filesOf = new Memo<readonly RuledFinding[], readonly FileId[]>();

  /** Without `onFault` a rule that throws ends the analysis. */
  constructor(
    private readonly files: Pick<FileSource, "document">,
    { rules = allRules, onFault = rethrow }: { readonly rules?: readonly Rule[]; readonly onFault?: OnFault } = {},
  ) {
    this.rules = rules;
    this.onFault = (fault) => {
      this.faulty.add(fault.rule);
      onFault(fault);
    };
    this.runner = new RuleRunner(rules, this.onFault);
  }

  /** The findings of the projects that a file belongs to, each once, and the comments in it that silence nothing in any. */
  reportsAround(
    file: FileId,
    projects: readonly Project[],
    severities: SeverityOverrides,
    engine?: EngineKind,
  ): readonly Report[] {
    return finish(this.reportingAround(file, projects, severities, engine));
  }

  /** The same in steps. */
  *reportingAround(
    file: FileId,
    projects: readonly Project[],
    severities: SeverityOverrides,
    engine?: EngineKind,
  ): Steps<readonly Report[]> {
    const analysis = this.begin();
    const reports = yield* this.reportsOfAll(file, projects, severities, engine, analysis);
    const document = this.now(file, analysis)?.document;
    if (document === undefined) return reports;
    const suppressions = this.suppressionsOf(document);
    if (suppressions.comments.length === 0) return reports;
    const { used } = analysis;
    const { rules, faulty } = this;
    const ran = { projects, rules, faulty, severities, engine };
    const unused = unusedSuppressions({ document, suppressions, used, ...ran });
    if (unused.length === 0) return reports;
    const files = [...new Set(projects.flatMap((project) => project.files))];
    return yield* sortInSteps([...reports, ...unused], byPlace({ files }));
  }

  private *reportsOfAll(
    file: FileId,
    projects: readonly Project[],
    severities: SeverityOverrides,
    engine: EngineKind | undefined,
    analysis: Analysis,
  ): Steps<readonly Report[]> {
    const [only] = projects;
    if (only !== undefined && projects.length === 1) {
      const reports = yield* this.reportsIn(only, severities, engine, analysis);
      return ownReports(file, only, reports, (report) => this.isSilenced(report, analysis));
    }
    const reports = new Map<string, Report>();
    for (const project of projects) {
      for (const report of yield* this.reportsIn(project, severities, engine, analysis)) {
        reports.set(JSON.stringify(report), report);
        yield othersFirst;
      }
    }
    return [...reports.values()];
  }

  /** The findings of a project, in the order of its files and of their places. */
  reports(project: Project, severities: SeverityOverrides, engine?: EngineKind): Report[] {
    return finish(this.reportsIn(project, severities, engine, this.begin()));
  }

  private *reportsIn(
    project: Project,
    severities: SeverityOverrides,
    engine: EngineKind | undefined,
    analysis: Analysis,
  ): Steps<Report[]> {
    const reports: Report[] = [];
    for (const group of yield* this.runner.running(project, severities, engine)) {
      for (const report of yield* this.reportsOf(group, analysis)) reports.push(report);
    }
    return yield* sortInSteps(reports, byPlace(project));
  }

  private begin(): Analysis {
    return { documents: new Map(), used: new Set() };
  }

  private *reportsOf(group: readonly RuledFinding[], analysis: Analysis): Steps<readonly Report[]> {
    const lineTables = (yield* this.filesOf.inSteps(group, [], filesOf)).map((file) => this.lineTable(file, analysis));
    if (lineTables.includes(undefined)) return yield* this.reportsOfEach(group, analysis);
    return yield* this.groups.inSteps(group, lineTables, () => this.reportsOfEach(group, analysis));
  }

  private *reportsOfEach(group: readonly RuledFinding[], analysis: Analysis): Steps<readonly Report[]> {
    const reports: Report[] = [];
    for (const finding of group) {
      const report = this.report(finding, analysis);
      if (report !== undefined) reports.push(report);
      yield othersFirst;
    }
    return reports;
  }

  private report(finding: RuledFinding, analysis: Analysis): Report | undefined {
    // Those in services' own text are remembered by their group: a hundred thousand of them are not to be looked up one by one.
    if (finding.of !== undefined) return this.made(finding, analysis);
    const lines = chunksOf(finding).map((chunk) => this.lineOf(chunk, analysis));
    return this.single.get(finding, lines, () => this.made(finding, analysis));
  }

  /** The line at which a chunk starts: where it is the same, so are the lines and columns of the places in it. */
  private lineOf(chunk: Chunk, analysis: Analysis): number {
    const current = this.now(chunk.file, analysis);
    if (current === undefined) return -1;
    // A document that silences something is asked each time: such comments come and go without moving a line.
    return current.silences ? Number.NaN : current.document.lineOf(chunk);
  }

  /** Undefined where the file has to be asked each time. */
  private lineTable(file: FileId, analysis: Analysis): object | undefined {
    const current = this.now(file, analysis);
    return current === undefined || current.silences ? undefined : current.document.lineTable;
  }

  /** A file as it was when this analysis met it: what changes meanwhile is for the next one. */
  private now(file: FileId, { documents }: Analysis): Current | undefined {
    if (documents.has(file)) return documents.get(file);
    const document = this.files.document(file);
    const current =
      typeof document === "string"
        ? undefined
        : { document, silences: this.suppressionsOf(document).comments.length > 0 };
    documents.set(file, current);
    return current;
  }

  private made(finding: RuledFinding, analysis: Analysis): Report | undefined {
    const documentOf = (file: FileId): ComposeDocument | undefined => this.now(file, analysis)?.document;
    const at = located(finding.at, documentOf);
    if (at === undefined || this.isSilenced({ ...at, rule: finding.rule }, analysis)) return undefined;
    return {
      ...at,
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      unnecessary: finding.unnecessary ?? false,
      related: (finding.related ?? []).flatMap(({ at: place, message }) => {
        const other = located(place, documentOf);
        return other === undefined ? [] : [{ ...other, message }];
      }),
      fixes: () => this.fixes(finding),
    };
  }

  /** Whether a comment silences the rule there; the comment is then one that is used. */
  private isSilenced({ file, range, rule }: Pick<Report, "file" | "range" | "rule">, analysis: Analysis): boolean {
    const document = this.now(file, analysis)?.document;
    if (document === undefined) return false;
    const silencing = this.suppressionsOf(document).covering(rule, range.start.line);
    for (const comment of silencing) analysis.used.add(comment);
    return silencing.length > 0;
  }

  private fixes(finding: RuledFinding): ReportedFix[] {
    try {
      return this.madeFixes(finding);
    } catch (error) {
      const { rule, at, of, service } = finding;
      this.onFault({ rule, file: at.chunk.file, service: (of ?? service)?.name, error });
      return [];
    }
  }

  private madeFixes(finding: RuledFinding): ReportedFix[] {
    const documentOf = (file: FileId): ComposeDocument | undefined => {
      const document = this.files.document(file);
      return typeof document === "string" ? undefined : document;
    };
    return (finding.fixes?.() ?? []).map(({ title, changes, safe }) => ({
      title,
      safe: safe ?? false,
      edits: changes.flatMap((change) => {
        const changed = located(change, documentOf);
        return changed === undefined ? [] : [{ ...changed, text: change.text }];
      }),
    }));
  }

  private suppressionsOf(document: ComposeDocument): Suppressions {
    return this.suppressions.of(document, readSuppressions);
  }
}

function* filesOf(group: readonly RuledFinding[]): Steps<readonly FileId[]> {
  const files = new Set<FileId>();
  for (const finding of group) {
    for (const { file } of chunksOf(finding)) files.add(file);
    yield othersFirst;
  }
  return [...files];
}

function chunksOf({ at, related }: RuledFinding): Chunk[] {
  return [at.chunk, ...(related ?? []).map((other) => other.at.chunk)];
}

/** A place in its file; undefined where that is another version, for which an analysis is outdated. */
function located(place: Place, documentOf: (file: FileId) => ComposeDocument | undefined) {
  const { file } = place.chunk;
  const document = documentOf(file);
  return document?.holds(place.chunk) === true ? { file, range: document.rangeOf(place) } : undefined;
}

/** The order of a project's files, and of the places in them. */
function byPlace({ files }: Pick<Project, "files">): (one: Report, other: Report) => number {
  const order = new Map(files.map((file, at) => [file, at]));
  return (one, other) => {
    const [a, b] = [one.range, other.range];
    return (
      (one.file === other.file ? 0 : (order.get(one.file) ?? -1) - (order.get(other.file) ?? -1)) ||
      a.start.line - b.start.line ||
      a.start.character - b.start.character ||
      a.end.line - b.end.line ||
      a.end.character - b.end.character
    );
  };
}
