import { count, say, type Speak } from "../../../shared/text";
import { Memo } from "../../../shared/memo";
import { pause, type Steps } from "../compose/syntax/steps";
import type { FileId } from "../compose/syntax/node";
import type { Severity } from "../linter/finding";
import type { SeverityOverrides } from "../linter/ruledFinding";
import { findingsNotShown } from "../rules/findingsNotShown";
import type { Report } from "./report";

/** So many findings of one file an editor gets: VS Code shows no more. */
export const mostShown = 1_000;

/** Reports that are looked at in one step. */
const stepLength = 1_024;

/** Chooses among reports, and remembers its choice as long as the reports are the same: who asks again is answered at once. */
export class ReportChooser {
  private readonly ofFiles = new Memo<readonly Report[], readonly Report[]>();
  private readonly ofEditors = new Memo<readonly Report[], readonly Report[]>();

  constructor(private readonly speak: Speak) {}

  /** The reports that stand in one file. */
  in(file: FileId, reports: readonly Report[]): Steps<readonly Report[]> {
    return this.ofFiles.inSteps(reports, [file], () => reportsIn(file, reports));
  }

  /**
   * The reports of one file that an editor gets, in their order. Of very many these are the loudest, and of those the first
   * ones; one more report says how many are left out, at the place of the first of them.
   */
  shown(reports: readonly Report[], severities: SeverityOverrides): Steps<readonly Report[]> {
    return this.ofEditors.inSteps(reports, [severities], () => shownReports(reports, severities, this.speak));
  }
}

function* reportsIn(file: FileId, reports: readonly Report[]): Steps<readonly Report[]> {
  const found: Report[] = [];
  for (let start = 0; start < reports.length; start += stepLength) {
    for (const report of reports.slice(start, start + stepLength)) if (report.file === file) found.push(report);
    yield pause;
  }
  return found.length === reports.length ? reports : found;
}

function* shownReports(
  reports: readonly Report[],
  severities: SeverityOverrides,
  speak: Speak,
): Steps<readonly Report[]> {
  if (reports.length <= mostShown) return reports;
  const room = yield* roomFor(reports);
  const shown: Report[] = [];
  let isReported = false;
  for (let start = 0; start < reports.length; start += stepLength) {
    for (const report of reports.slice(start, start + stepLength)) {
      const left = room[report.severity];
      if (left > 0) {
        room[report.severity] = left - 1;
        shown.push(report);
      } else if (!isReported) {
        isReported = true;
        shown.push(...notice(report, reports.length, severities, speak));
      }
    }
    yield pause;
  }
  return shown;
}

/** How many reports of each severity are shown: the loudest ones first, and one is left for what is said of the others. */
function* roomFor(reports: readonly Report[]): Steps<Record<Severity, number>> {
  const room: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  for (let start = 0; start < reports.length; start += stepLength) {
    for (const { severity } of reports.slice(start, start + stepLength)) room[severity] += 1;
    yield pause;
  }
  let left = mostShown - 1;
  for (const severity of ["error", "warning", "information", "hint"] as const) {
    room[severity] = Math.min(room[severity], left);
    left -= room[severity];
  }
  return room;
}

function notice({ file, range }: Report, all: number, severities: SeverityOverrides, speak: Speak): Report[] {
  const severity = severities[findingsNotShown.id] ?? findingsNotShown.severity;
  if (severity === "off") return [];
  const left = all - mostShown + 1;
  const message = speak(
    say`This file has ${count(all)} findings, and an editor is sent ${count(mostShown)} at most, errors first. ${count(left)} are not shown, the first of them here. \`hostside check\` prints all.`,
  );
  const rule = findingsNotShown.id;
  return [{ file, range, rule, severity, message, unnecessary: false, related: [], fixes: () => [] }];
}
