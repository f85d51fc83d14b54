import { say, type Speak } from "../../../shared/text";
import type { Project } from "../compose/model/project";
import type { FileId } from "../compose/syntax/node";
import type { Report } from "./report";

/**
 * What is said of a file that nobody but us joined with the main file of its folder. The main file is started without it as
 * well, so that nothing is said of that one: what it breaks there is said at the place in this file that does so. Where the
 * file may be started with another one (`beside`), what it does to the main file is not known. `isSilenced`: whether a
 * comment suppresses a report at its place.
 */
export function ownReports(
  file: FileId,
  { assembled }: Project,
  reports: readonly Report[],
  isSilenced: (report: Report) => boolean,
  speak: Speak,
): readonly Report[] {
  switch (assembled) {
    case "completed":
      return reports.flatMap((report) => {
        if (standsIn(report) === file) return report;
        const seen = seenFrom(file, report, speak);
        return seen === undefined || isSilenced(seen) ? [] : seen;
      });
    case "beside":
      return reports.filter(
        (report) => standsIn(report) === file && report.related.every((place) => place.file === file),
      );
    default:
      return reports;
  }
}

/** The Compose file that a finding is about: the one that takes the value, where it stands in a file of variables. */
function standsIn({ file, takenBy }: Report): FileId {
  return takenBy ?? file;
}

/**
 * The finding at the first of its related places that is in this file; only where something breaks. The fixes would change
 * the other one.
 */
function seenFrom(file: FileId, report: Report, speak: Speak): Report | undefined {
  const cause = report.related.find((place) => place.file === file);
  const breaks = report.severity === "error" || report.severity === "warning";
  if (cause === undefined || !breaks) return undefined;
  const said = { file: report.file, range: report.range, message: speak(say`it is about this`) };
  return {
    ...report,
    file,
    range: cause.range,
    related: [said, ...report.related.filter((place) => place !== cause)],
    fixes: () => [],
  };
}
