import { printGithub } from "./githubAnnotations";
import type { LineAndColumns, PrintedReport } from "./printedReport";
import { printableJson } from "../../../shared/terminal/printable";
import { printSarif } from "./sarif";
import type { Style } from "./style";
import { conclusion, printText, type Summary } from "./text";

/** The ways in which `hostside check` prints. */
export const formats = ["text", "json", "json-with-summary", "sarif", "github"] as const;
export type Format = (typeof formats)[number];

/** Whether a word names a format. */
export function isFormat(word: string): word is Format {
  return (formats as readonly string[]).includes(word);
}

/** Prints findings; what is not empty ends with a line break. */
export function print(format: Format, reports: readonly PrintedReport[], summary: Summary, style: Style): string {
  switch (format) {
    case "text":
      return printText(reports, summary, style);
    case "json":
      return `${printableJson(rowsOf(reports))}\n`;
    case "json-with-summary":
      return `${printableJson({ summary: conclusion(reports, summary), files: summary.files, findings: rowsOf(reports) })}\n`;
    case "sarif":
      return printSarif(reports, summary.faults);
    case "github":
      return printGithub(reports);
  }
}

/** One array; lines and columns from 1, ends exclusive, paths relative to the working folder. */
function rowsOf(reports: readonly PrintedReport[]): object[] {
  return reports.map(({ path, at, rule, severity, message, related }) => ({
    path,
    ...at,
    rule,
    severity,
    message,
    related: related.map((other) => ({ path: other.path, ...start(other.at), message: other.message })),
  }));
}

function start({ line, column }: LineAndColumns): Pick<LineAndColumns, "line" | "column"> {
  return { line, column };
}
