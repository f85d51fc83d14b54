import { inEnglish, type Speak } from "../../../shared/text";
import type { Project } from "../compose/model/project";
import type { ComposeDocument } from "../compose/syntax/document";
import { finish, pause, type Steps } from "../compose/syntax/steps";
import type { FileId } from "../compose/syntax/node";
import { PlainText } from "../compose/syntax/plainText";
import type { FoundText } from "../compose/project/environmentFiles";
import type { FileSource } from "../compose/project/source";
import type { EngineKind } from "../../../shared/engineKind";
import { Memo } from "../../../shared/memo";
import { type OnFault, rethrow } from "../linter/fault";
import type { Rule } from "../linter/rule";
import type { SeverityOverrides } from "../linter/ruledFinding";
import { RuleRunner } from "../linter/runner";
import {
  readSuppressions,
  readSuppressionsIn,
  type SuppressionComment,
  type Suppressions,
} from "../linter/suppression";
import { rules as allRules } from "../rules/table";
import { AnalysedFiles, type SuppressionReader } from "./analysedFiles";
import { fixesOf } from "./fixesOf";
import { leadingHints } from "./leadingHints";
import { ownReports } from "./ownReports";
import type { Report } from "./report";
import { ReportMaker } from "./reportMaker";
import { reportOrder } from "./reportOrder";
import { joinInSteps, sortInSteps } from "./sortInSteps";
import { unusedSuppressions } from "./unusedSuppressions";

/** What one analysis is made with. */
interface Run {
  readonly files: AnalysedFiles;
  readonly severities: SeverityOverrides;
  readonly engine: EngineKind | undefined;
}

/** The reports of one project, and the comments that suppressed others. */
interface OfProject {
  readonly reports: readonly Report[];
  readonly used: ReadonlySet<SuppressionComment>;
}

/** What an analyser may be made with. */
interface AnalyserOptions {
  readonly rules?: readonly Rule[];
  /** Without it a rule that throws ends the analysis. */
  readonly onFault?: OnFault;
  /** The language of findings and quick fixes; English without it. */
  readonly speak?: Speak;
}

/** Runs the rules over projects and reports what they find; what did not change since the last time is remembered. */
export class Analyser {
  private readonly runner: RuleRunner;
  private readonly reportMaker: ReportMaker;
  private readonly rules: readonly Rule[];
  private readonly speak: Speak;
  /** Rules that threw at least once: what they did not find says nothing. */
  private readonly faulty = new Set<string>();
  private readonly suppressions = suppressionReader();
  private readonly found = new Memo<Project, OfProject>();

  constructor(
    private readonly source: Pick<FileSource, "document" | "text">,
    { rules = allRules, onFault = rethrow, speak = inEnglish }: AnalyserOptions = {},
  ) {
    this.rules = rules;
    this.speak = speak;
    const noteFault: OnFault = (fault) => {
      this.faulty.add(fault.rule);
      onFault(fault);
    };
    this.runner = new RuleRunner(rules, noteFault);
    this.reportMaker = new ReportMaker((finding) => fixesOf(finding, source, { onFault: noteFault, speak }), speak);
  }

  /**
   * The findings of the projects that a file belongs to, each once, the comments in it that suppress nothing in any, and hints
   * in it that lead to findings in other files.
   */
  projectReports(
    file: FileId,
    projects: readonly Project[],
    severities: SeverityOverrides,
    engine?: EngineKind,
  ): readonly Report[] {
    return finish(this.projectReportsInSteps(file, projects, severities, engine));
  }

  /** The same in steps. */
  *projectReportsInSteps(
    file: FileId,
    projects: readonly Project[],
    severities: SeverityOverrides,
    engine?: EngineKind,
  ): Steps<readonly Report[]> {
    const run = this.begin(projects, severities, engine);
    const found = yield* this.reportsOfAll(file, projects, run);
    const leading = yield* leadingHints(file, projects, found, this.rules, this.speak);
    // A comment that suppresses a hint is one that is used: this comes before those that suppress nothing are found.
    const hints = leading.filter((hint) => !run.files.suppress(hint));
    const more = [...hints, ...this.unusedIn(file, projects, run)];
    if (more.length === 0) return found;
    const order = reportOrder([...new Set(projects.flatMap(({ files }) => files))]);
    return yield* sortInSteps([...found, ...more], order);
  }

  /** The findings of a project, in the order of its files and of their places. */
  reports(project: Project, severities: SeverityOverrides, engine?: EngineKind): readonly Report[] {
    return finish(this.reportsIn(project, this.begin([project], severities, engine)));
  }

  private begin(projects: readonly Project[], severities: SeverityOverrides, engine: EngineKind | undefined): Run {
    const plain = new Set(projects.flatMap(({ variableFiles }) => variableFiles));
    return { files: new AnalysedFiles(this.source, this.suppressions, plain), severities, engine };
  }

  private *reportsOfAll(file: FileId, projects: readonly Project[], run: Run): Steps<readonly Report[]> {
    const [only] = projects;
    if (only !== undefined && projects.length === 1) {
      const reports = yield* this.reportsIn(only, run);
      return ownReports(file, only, reports, (report) => run.files.suppress(report), this.speak);
    }
    const reports = new Map<string, Report>();
    for (const project of projects) {
      for (const report of yield* this.reportsIn(project, run)) {
        reports.set(JSON.stringify(report), report);
        yield pause;
      }
    }
    return [...reports.values()];
  }

  private *reportsIn(project: Project, run: Run): Steps<readonly Report[]> {
    const { files, severities, engine } = run;
    const dependsOn = [severities, engine, ...files.textsOf([...project.files, ...project.variableFiles])];
    const { reports, used } = yield* this.found.inSteps(project, dependsOn, () => this.making(project, run));
    files.use(used);
    return reports;
  }

  private *making(project: Project, { files, severities, engine }: Run): Steps<OfProject> {
    const ofProject = files.forPart();
    const inBlocks: (readonly Report[])[] = [];
    for (const groups of yield* this.runner.running(project, severities, engine)) {
      inBlocks.push(yield* this.reportMaker.ofGroups(groups, ofProject, project.files));
    }
    return { reports: yield* joinInSteps(inBlocks, reportOrder(project.files)), used: ofProject.used };
  }

  private unusedIn(file: FileId, projects: readonly Project[], { files, severities, engine }: Run): readonly Report[] {
    const analysed = files.get(file);
    if (analysed?.document === undefined || analysed.suppressions.comments.length === 0) return [];
    const { rules, faulty } = this;
    const { document, suppressions } = analysed;
    return unusedSuppressions({
      speak: this.speak,
      document,
      suppressions,
      used: files.used,
      projects,
      rules,
      faulty,
      severities,
      engine,
    });
  }
}

function suppressionReader(): SuppressionReader {
  const inYaml = new Memo<ComposeDocument, Suppressions>();
  const inVariables = new Memo<FoundText, Suppressions>();
  return {
    inYaml: (document) => inYaml.of(document, readSuppressions),
    inVariables: (file, found) =>
      inVariables.get(found, [file], ({ text }) => readSuppressionsIn(new PlainText(file, text))),
  };
}
