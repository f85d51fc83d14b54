import { Memo } from "../../../shared/memo";
import type { ComposeDocument } from "../compose/syntax/document";
import type { Chunk, FileId } from "../compose/syntax/node";
import { pause, type Steps } from "../compose/syntax/steps";
import type { RuledFinding } from "../linter/ruledFinding";
import type { AnalysedFiles } from "./analysedFiles";
import { placeInFile } from "./placeInFile";
import type { Report, ReportedFix } from "./report";

type Group = readonly RuledFinding[];

/** Makes reports of findings, and remembers them as long as their places are on the same lines. */
export class ReportMaker {
  private readonly single = new Memo<RuledFinding, Report | undefined>();
  private readonly groups = new Memo<Group, readonly Report[]>();
  private readonly files = new Memo<Group, readonly FileId[]>();

  constructor(private readonly fixesOf: (finding: RuledFinding) => readonly ReportedFix[]) {}

  /** The reports of a group of findings, without those that comments suppress. */
  *ofGroup(group: Group, files: AnalysedFiles): Steps<readonly Report[]> {
    const among = yield* this.files.inSteps(group, [], filesOf);
    const lineTables = among.map((file) => files.lineTable(file));
    if (lineTables.includes(undefined)) return yield* this.ofEach(group, files);
    return yield* this.groups.inSteps(group, lineTables, () => this.ofEach(group, files));
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
    // Those in services' own text are remembered by their group: a hundred thousand of them are not to be looked up one by one.
    if (finding.of !== undefined) return this.made(finding, files);
    const lines = chunksOf(finding).map((chunk) => files.lineOf(chunk));
    if (lines.includes(undefined)) return this.made(finding, files);
    return this.single.get(finding, lines, () => this.made(finding, files));
  }

  private made(finding: RuledFinding, files: AnalysedFiles): Report | undefined {
    const documentOf = (file: FileId): ComposeDocument | undefined => files.get(file)?.document;
    const at = placeInFile(finding.at, documentOf);
    if (at === undefined || files.suppress({ ...at, rule: finding.rule })) return undefined;
    return {
      ...at,
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      unnecessary: finding.unnecessary ?? false,
      related: (finding.related ?? []).flatMap(({ at: place, message }) => {
        const other = placeInFile(place, documentOf);
        return other === undefined ? [] : [{ ...other, message }];
      }),
      fixes: () => this.fixesOf(finding),
    };
  }
}

function* filesOf(group: Group): Steps<readonly FileId[]> {
  const files = new Set<FileId>();
  for (const finding of group) {
    for (const { file } of chunksOf(finding)) files.add(file);
    yield pause;
  }
  return [...files];
}

function chunksOf({ at, related }: RuledFinding): Chunk[] {
  return [at.chunk, ...(related ?? []).map((other) => other.at.chunk)];
}
