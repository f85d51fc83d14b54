import type { LineAndColumns, PrintedReport } from "./printedReport";

/** The ways in which `hostside check` prints. */
export const formats = ["text", "json"] as const;
export type Format = (typeof formats)[number];

/** Whether a word names a format. */
export function isFormat(word: string): word is Format {
  return (formats as readonly string[]).includes(word);
}

/** What the checked files came to. */
export interface Summary {
  readonly files: number;
}

/** Prints findings; the result ends with a line break. */
export function print(format: Format, reports: readonly PrintedReport[], summary: Summary): string {
  return format === "json" ? printJson(reports) : printText(reports, summary);
}

/** One array; lines and columns from 1, ends exclusive, paths relative to the working folder. */
function printJson(reports: readonly PrintedReport[]): string {
  const rows = reports.map(({ path, at, rule, severity, message, related }) => ({
    path,
    ...at,
    rule,
    severity,
    message,
    related: related.map((other) => ({ path: other.path, ...start(other.at), message: other.message })),
  }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}

function start({ line, column }: LineAndColumns): Pick<LineAndColumns, "line" | "column"> {
  return { line, column };
}

/** One line a finding, as compilers print them, so that terminals and editors link the place. */
function printText(reports: readonly PrintedReport[], { files }: Summary): string {
  // What only fades text in an editor says nothing that the finding beside it does not say.
  const shown = reports.filter(({ unnecessary }) => !unnecessary);
  const lines = shown.flatMap(({ path, at, rule, severity, message, related }) => [
    `${place(path, at)} ${severity} ${rule}: ${message}`,
    ...related.map((other) => `    ${place(other.path, other.at)} ${other.message}`),
  ]);
  const findings = shown.length === 0 ? "no networking problem" : count(shown.length, "finding");
  return [...lines, `${count(files, "Compose file")} checked: ${findings}.`, ""].join("\n");
}

function place(path: string, { line, column }: LineAndColumns): string {
  return `${path}:${String(line)}:${String(column)}:`;
}

function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}
