import { relative } from "node:path";
import type { DocumentRange } from "../compose/syntax/document";
import type { Report } from "../workspace/report";

/** Lines and columns from 1, in UTF-16 code units; the end is exclusive. */
export interface LineAndColumns {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding as the terminal shows it: paths relative to the working folder, with forward slashes. */
export interface PrintedReport extends Pick<Report, "rule" | "severity" | "message"> {
  readonly path: string;
  readonly at: LineAndColumns;
  /** The line on which the finding starts; undefined where it cannot be had. */
  readonly source: string | undefined;
  readonly related: readonly { readonly path: string; readonly at: LineAndColumns; readonly message: string }[];
}

/** Puts a report in terms of the working folder. */
export function toPrinted(report: Report, workingFolder: string, source?: string): PrintedReport {
  const { rule, severity, message } = report;
  const located = ({ file, range }: Pick<Report, "file" | "range">) => ({
    path: displayPath(file, workingFolder),
    at: lineAndColumns(range),
  });
  return {
    ...located(report),
    rule,
    severity,
    message,
    source,
    related: report.related.map((other) => ({ ...located(other), message: other.message })),
  };
}

/** A path as a person in the working folder would write it. */
export function displayPath(path: string, workingFolder: string): string {
  return (relative(workingFolder, path) || ".").replaceAll("\\", "/");
}

function lineAndColumns({ start, end }: DocumentRange): LineAndColumns {
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}
