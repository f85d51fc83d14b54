import { readFileSync } from "node:fs";
import { ComposeDocument } from "../src/compose/syntax/document";
import { ProjectTyper } from "../src/compose/model/project";
import { ProjectReader } from "../src/compose/project/reader";
import type { SeverityOverrides } from "../src/rules/run";
import { Analyser } from "../src/workspace/analyse";
import type { Report, ReportedFix } from "../src/workspace/report";

/**
 * A Compose file that says in comments what is found in it:
 *
 *     ports:
 *       - "8080:80"
 * #       ^^^^^^^^^ host-ports-discarded warning: the message, or its beginning
 * #     related: `host` at 4:19
 *
 * The carets stand under the exact range. A range that ends on a later line says so behind them: `^^^^^..+2:20` ends two
 * lines further, before column 20.
 */
export interface AnnotatedFixture {
  readonly text: string;
  readonly expected: readonly string[];
}

const caretLine = /^#\s*(\^+)(?:\.\.\+(\d+):(\d+))? (\S+) (error|warning|information|hint): (.*)$/;
const relatedLine = /^#\s+related: (.*)$/;

/** Reads a fixture; the annotations stay in the text, they are comments. */
export function readFixture(path: string): AnnotatedFixture {
  const text = readFileSync(path, "utf8");
  const lines = text.split("\n");
  const expected: string[] = [];
  let subject = 0;
  lines.forEach((line, index) => {
    const caret = caretLine.exec(line);
    const related = relatedLine.exec(line);
    if (caret) {
      const [, carets = "", moreLines, endColumn, rule = "", severity = "", message = ""] = caret;
      const start = line.indexOf("^") + 1;
      const end = moreLines
        ? `${subject + Number(moreLines)}:${String(endColumn)}`
        : `${subject}:${start + carets.length}`;
      expected.push(`${subject}:${start}-${end} ${rule} ${severity}: ${message}`);
    } else if (related) expected.push(`  related: ${String(related[1])}`);
    else subject = index + 1;
  });
  return { text, expected };
}

/** What the rules find in a text, in the same words as a fixture's annotations. */
export function findingsOf(text: string, options: FindingOptions = {}): string[] {
  return reportsOf(text, options).flatMap((report) => [
    `${position(report.range.start)}-${position(report.range.end)} ${report.rule} ${report.severity}: ${report.message}`,
    ...report.related.map(({ range }) => `  related: \`${slice(text, range)}\` at ${position(range.start)}`),
  ]);
}

/** The findings of a text as the product reports them for a file that is a project by itself. */
export function reportsOf(text: string, options: FindingOptions = {}): Report[] {
  const file = "/project/compose.yaml";
  const document = ComposeDocument.parse(file, text);
  const source = {
    document: (id: string) => (id === file ? document : ("missing" as const)),
    text: () => "missing" as const,
  };
  const read = new ProjectReader().read(
    { files: [file], folder: "/project", variables: () => undefined, assembled: "found", profiles: [] },
    source,
  );
  return new Analyser(source).reports(new ProjectTyper().project(read), options.severities ?? {});
}

export interface FindingOptions {
  readonly severities?: SeverityOverrides;
}

/** Applies one quick fix to the text it was made for. */
export function applyFix(text: string, fix: ReportedFix): string {
  const starts = text
    .split("\n")
    .reduce<number[]>((offsets, line) => [...offsets, (offsets.at(-1) ?? 0) + line.length + 1], [0]);
  const offset = ({ line, character }: { line: number; character: number }): number =>
    (starts[line] ?? text.length) + character;
  return [...fix.edits]
    .sort((one, other) => offset(other.range.start) - offset(one.range.start))
    .reduce(
      (result, { range, text: replacement }) =>
        result.slice(0, offset(range.start)) + replacement + result.slice(offset(range.end)),
      text,
    );
}

function slice(text: string, { start, end }: Report["range"]): string {
  const lines = text.split("\n");
  return start.line === end.line ? (lines[start.line] ?? "").slice(start.character, end.character) : "...";
}

function position({ line, character }: { line: number; character: number }): string {
  return `${line + 1}:${character + 1}`;
}
