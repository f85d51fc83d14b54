import { say, type Speak } from "../../../shared/text";
import { Memo } from "../../../shared/memo";
import type { Service } from "../compose/model/service";
import type { Chunk, FileId } from "../compose/syntax/node";
import { pause, type Steps } from "../compose/syntax/steps";
import type { RuledFinding } from "../linter/ruledFinding";
import type { Group } from "../linter/runner";
import type { AnalysedFiles } from "./analysedFiles";
import { listKey } from "./listKey";
import { type FileRange, type FilesNow, placeInFile } from "./placeInFile";
import type { Report, ReportedFix } from "./report";
import { reportOrder } from "./reportOrder";
import { joinInSteps, sortInSteps } from "./sortInSteps";

/** Makes reports of findings, and remembers them as long as their places are on the same lines. */
export class ReportMaker {
  private readonly single = new Memo<RuledFinding, Report | undefined>();
  private readonly ofServices = new Memo<Service, readonly Report[]>();
  private readonly groups = new Memo<Group, readonly Report[]>();
  private readonly sorted = new Memo<readonly Report[], readonly Report[]>();
  private readonly joined = new Memo<readonly Report[], readonly Report[]>();
  private readonly chunks = new Memo<Group, readonly Chunk[]>();

  constructor(
    private readonly fixesOf: (finding: RuledFinding) => readonly ReportedFix[],
    private readonly speak: Speak,
  ) {}

  /**
   * The reports of groups of findings in the order of a project's files and of the places in them, without those that comments
   * suppress. Those of a group are remembered in their order.
   */
  *ofGroups(groups: readonly Group[], files: AnalysedFiles, order: readonly FileId[]): Steps<readonly Report[]> {
    const inOrder: (readonly Report[])[] = [];
    const compare = reportOrder(order);
    for (const group of groups) {
      const reports = yield* this.ofGroup(group, files);
      inOrder.push(yield* this.sorted.inSteps(reports, order, () => sortInSteps(reports, compare)));
    }
    const [first = [], second] = inOrder;
    if (second === undefined) return first;
    return yield* this.joined.inSteps(first, [...inOrder, ...order], () => joinInSteps(inOrder, compare));
  }

  private *ofGroup(group: Group, files: AnalysedFiles): Steps<readonly Report[]> {
    const among = yield* this.chunks.inSteps(group, [], oneOfEachFile);
    const lineTables = among.map((chunk) => files.lineTable(chunk));
    if (lineTables.includes(undefined)) return yield* this.ofEach(group, files);
    return yield* this.groups.inSteps(group, lineTables, () => this.ofServicesIn(group, lineTables, files));
  }

  /** Those in services' own text are remembered by the service: a hundred thousand are not to be looked up one by one. */
  private *ofServicesIn(group: Group, lineTables: readonly unknown[], files: AnalysedFiles): Steps<readonly Report[]> {
    const reports: Report[] = [];
    for (let start = 0, end = 0; start < group.length; start = end) {
      const service = group[start]?.of;
      while (end < group.length && group[end]?.of === service) end += 1;
      const run = group.slice(start, end);
      const found =
        service === undefined
          ? yield* this.ofEach(run, files)
          : yield* this.ofServices.inSteps(service, [...lineTables, ...run], () => this.ofEach(run, files));
      for (const report of found) reports.push(report);
    }
    return reports;
  }

  private *ofEach(group: Group, files: AnalysedFiles): Steps<readonly Report[]> {
    const reports: Report[] = [];
    for (const finding of group) {
      const report = this.of(finding, files);
      if (report !== undefined) reports.push(report);
      yield pause;
    }
    return reports;
  }

  private of(finding: RuledFinding, files: AnalysedFiles): Report | undefined {
    if (finding.of !== undefined) return this.made(finding, files);
    const lines = chunksOf(finding).map((chunk) => files.lineOf(chunk));
    if (lines.includes(undefined)) return this.made(finding, files);
    return this.single.get(finding, lines, () => this.made(finding, files));
  }

  private made(finding: RuledFinding, files: AnalysedFiles): Report | undefined {
    const now: FilesNow = { document: (file) => files.get(file)?.document, text: files.text };
    const at = placeInFile(finding.at, now);
    const taken = finding.at.takenBy && placeInFile(finding.at.takenBy, now);
    const { rule } = finding;
    if (at === undefined || [at, taken].some((place) => place && files.suppress({ ...place, rule }))) return undefined;
    const key = listKey(finding.item ?? finding.at);
    // One form for all of them: tens of thousands are made at once, and records that are put together differ in form.
    return {
      file: at.file,
      range: at.range,
      takenBy: taken?.file,
      rule,
      severity: finding.severity,
      message: this.speak(finding.message),
      about: finding.about,
      unnecessary: finding.unnecessary ?? false,
      onlyFades: finding.unnecessary,
      list: key && placeInFile(key, now)?.range,
      related: relatedOf(finding, taken, now, this.speak),
      fixes: () => this.fixesOf(finding),
    };
  }
}

function relatedOf(
  { related }: RuledFinding,
  taken: FileRange | undefined,
  now: FilesNow,
  speak: Speak,
): Report["related"] {
  if (related === undefined && taken === undefined) return none;
  const places: Report["related"][number][] = [];
  for (const { at, message } of related ?? []) {
    const other = placeInFile(at, now);
    if (other !== undefined) places.push({ file: other.file, range: other.range, message: speak(message) });
  }
  if (taken !== undefined) places.push({ ...taken, message: speak(say`the value is taken from there here`) });
  return places;
}

const none: readonly never[] = [];

function* oneOfEachFile(group: Group): Steps<readonly Chunk[]> {
  const chunks = new Map<FileId, Chunk>();
  for (const finding of group) {
    for (const chunk of chunksOf(finding)) chunks.set(chunk.file, chunk);
    yield pause;
  }
  return [...chunks.values()];
}

function chunksOf({ at, related }: RuledFinding): Chunk[] {
  const takenBy = at.takenBy === undefined ? [] : [at.takenBy.chunk];
  return [at.chunk, ...takenBy, ...(related ?? []).map((other) => other.at.chunk)];
}
