import type { PrintedFault } from "./faults";
import { printable, printableLine, printablePath } from "../../../shared/terminal/printable";
import type { LineAndColumns, PrintedReport } from "./printedReport";
import type { Style } from "./style";

/** What the checked files came to. */
export interface Summary {
  /** As the terminal shows them. */
  readonly files: readonly string[];
  /** So many of them could not be read as a whole. */
  readonly inPart: number;
  readonly fixed: number;
  /** Errors of Hostside itself, for which findings may be missing. */
  readonly faults: readonly PrintedFault[];
}

/** One line a finding, as compilers print them, so that terminals and editors link the place; then the line it is about. */
export function printText(reports: readonly PrintedReport[], summary: Summary, style: Style): string {
  const lines = reports.flatMap(({ path, at, rule, severity, message, related, source }) => [
    `${style.strong(place(path, at))} ${style.severity(severity, severity)} ${rule}: ${printable(message)}`,
    ...excerpt(source, at, (text) => style.severity(severity, text), style),
    ...related.map((other) => `    ${style.faint(place(other.path, other.at))} ${printable(other.message)}`),
  ]);
  return [...lines, conclusion(reports, summary), ""].join("\n");
}

/** The line and, under it, carets below the finding. */
function excerpt(
  source: string | undefined,
  at: LineAndColumns,
  mark: (text: string) => string,
  style: Style,
): string[] {
  if (source === undefined || source.length > longestLine) return [];
  const number = String(at.line);
  const end = at.endLine === at.line ? at.endColumn : source.trimEnd().length + 1;
  // A tab stays one, so that the carets stand under it whatever its width.
  const before = printableLine(source.slice(0, at.column - 1)).replace(/[^\t]/g, " ");
  const width = Math.max(1, printableLine(source.slice(at.column - 1, end - 1)).length);
  return [
    style.faint(`    ${number} | `) + printableLine(source),
    style.faint(`    ${" ".repeat(number.length)} | `) + before + mark("^".repeat(width)),
  ];
}

const longestLine = 300;

/** The last line: how many files were checked, and what was found. */
export function conclusion(shown: readonly PrintedReport[], { files, inPart, fixed }: Summary): string {
  const levels = ["error", "warning", "information", "hint"] as const;
  const counts = levels
    .map((level) => ({ level, number: shown.filter(({ severity }) => severity === level).length }))
    .filter(({ number }) => number > 0)
    .map(({ level, number }) => count(number, level === "information" ? "remark" : level));
  const findings =
    shown.length === 0 ? "no networking problem" : `${count(shown.length, "finding")} (${counts.join(", ")})`;
  if (files.length === 0) return "No Compose file was found. Nothing was checked.";
  const part = inPart > 0 ? `, ${inPart} of them only in part` : "";
  const mended = fixed > 0 ? `${count(fixed, "fix", "fixes")} applied, ` : "";
  return `${count(files.length, "Compose file")} checked${part}: ${mended}${findings}.`;
}

function place(path: string, { line, column }: LineAndColumns): string {
  return `${printablePath(path)}:${line}:${column}:`;
}

function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
