import { readFileSync } from "node:fs";
import { isDeployedWith } from "../src/compose/model/deploy";
import type { SeverityOverrides } from "../src/linter/runner";
import { Analyser } from "../src/workspace/analyse";
import { engineOf, isEngineWord } from "../src/workspace/engine";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import type { Report, ReportedFix } from "../src/workspace/report";
import { MemoryFiles, splitFiles } from "./projectFiles";

/**
 * Compose files that say in comments what is found in them:
 *
 *     ports:
 *       - "8080:80"
 * #       ^^^^^^^^^ host-ports-discarded warning: the message, or its beginning
 * #     related: `host` at 4:19
 *
 * The carets stand under the exact range. A range that ends on a later line says so behind them: `^^^^^..+2:20` ends two
 * lines further, before column 20. A line `# engine: rootless` names the kind of engine that the files are for, and
 * `# deployed with: stack` what runs the services. Several files are separated by `#- path`; related places in another file
 * than the finding's name it.
 */
export interface AnnotatedFixture {
  /** By absolute path; the project is that of the first one. */
  readonly files: Readonly<Record<string, string>>;
  /** By file, in the file's order. */
  readonly expected: readonly string[];
}

const caretLine = /^#\s*(\^+)(?:\.\.\+(\d+):(\d+))? (\S+) (error|warning|information|hint): (.*)$/;
const relatedLine = /^#\s+related: (.*)$/;
const only = "/p/compose.yaml";

/** Reads a fixture; the annotations stay in the texts, they are comments. */
export function readFixture(path: string): AnnotatedFixture {
  const text = readFileSync(path, "utf8");
  const files = /^#- /m.test(text) ? splitFiles(text) : { [only]: text };
  return { files, expected: Object.entries(files).flatMap(([file, content]) => annotations(file, content)) };
}

function annotations(file: string, text: string): string[] {
  const expected: string[] = [];
  let subject = 0;
  text.split("\n").forEach((line, index) => {
    const caret = caretLine.exec(line);
    const related = relatedLine.exec(line);
    if (caret) {
      const [, carets = "", moreLines, endColumn, rule = "", severity = "", message = ""] = caret;
      const start = line.indexOf("^") + 1;
      const end = moreLines
        ? `${subject + Number(moreLines)}:${String(endColumn)}`
        : `${subject}:${start + carets.length}`;
      expected.push(`${prefix(file)}${subject}:${start}-${end} ${rule} ${severity}: ${message}`);
    } else if (related) expected.push(`  related: ${String(related[1])}`);
    else subject = index + 1;
  });
  return expected;
}

/** What the rules find in a text or in files, in the same words as a fixture's annotations. */
export async function findingsOf(source: Source, options: FindingOptions = {}): Promise<string[]> {
  const files = filesOf(source);
  const reports = (await reportsOf(files, options)).filter(
    ({ rule, severity }) =>
      rule === options.of || options.of === undefined || severity === "error" || severity === "warning",
  );
  return Object.keys(files).flatMap((file) =>
    reports
      .filter((report) => report.file === file)
      .flatMap((report) => [
        `${prefix(file)}${position(report.range.start)}-${position(report.range.end)} ${report.rule} ${report.severity}: ${report.message}`,
        ...report.related.map(
          ({ file: other, range }) =>
            `  related: \`${slice(files[other] ?? "", range)}\` at ${other === file ? "" : prefix(other)}${position(range.start)}`,
        ),
      ]),
  );
}

/** The findings of the project of the first file, as the product reports them. */
export async function reportsOf(source: Source, options: FindingOptions = {}): Promise<Report[]> {
  const files = filesOf(source);
  const [first = only] = Object.keys(files).filter((file) => /\.ya?ml$/.test(file));
  const cache = new FileCache(new MemoryFiles(files));
  const text = files[first] ?? "";
  const projects = new Projects(cache, { environment: () => undefined, deployedWith: deployedWithIn(text) });
  const [project] = await projects.of(first, ["/p"]);
  if (project === undefined) throw new Error("there is no project");
  const engine = engineOf(null, engineIn(text));
  return [...new Analyser(cache).reportsAround(first, [project], options.severities ?? {}, engine)];
}

function engineIn(text: string) {
  const [, word] = /^# engine: (\S+)$/m.exec(text) ?? [];
  if (word === undefined || isEngineWord(word)) return word;
  throw new Error(`"${word}" is no kind of engine`);
}

function deployedWithIn(text: string) {
  const [, word = "auto"] = /^# deployed with: (\S+)$/m.exec(text) ?? [];
  if (isDeployedWith(word)) return word;
  throw new Error(`"${word}" runs no services`);
}

/** A text is a file that is a project by itself. */
type Source = string | Readonly<Record<string, string>>;

export interface FindingOptions {
  readonly severities?: SeverityOverrides;
  /** The rule that a fixture is about: of others it says what is at warning or above. */
  readonly of?: string;
}

/** Applies one quick fix to the files it was made for. */
export function applyFix(source: Source, fix: ReportedFix): Record<string, string> {
  const files = { ...filesOf(source) };
  for (const file of new Set(fix.edits.map((edit) => edit.file))) {
    files[file] = edited(
      files[file] ?? "",
      fix.edits.filter((edit) => edit.file === file),
    );
  }
  return files;
}

function edited(text: string, edits: ReportedFix["edits"]): string {
  const starts = text
    .split("\n")
    .reduce<number[]>((offsets, line) => [...offsets, (offsets.at(-1) ?? 0) + line.length + 1], [0]);
  const offset = ({ line, character }: { line: number; character: number }): number =>
    (starts[line] ?? text.length) + character;
  return [...edits]
    .sort((one, other) => offset(other.range.start) - offset(one.range.start))
    .reduce(
      (result, { range, text: replacement }) =>
        result.slice(0, offset(range.start)) + replacement + result.slice(offset(range.end)),
      text,
    );
}

function filesOf(source: Source): Readonly<Record<string, string>> {
  return typeof source === "string" ? { [only]: source } : source;
}

/** Only a file that is not alone is named. */
function prefix(file: string): string {
  return file === only ? "" : `${file.slice("/p/".length)}:`;
}

function slice(text: string, { start, end }: Report["range"]): string {
  const lines = text.split("\n");
  return start.line === end.line ? (lines[start.line] ?? "").slice(start.character, end.character) : "...";
}

function position({ line, character }: { line: number; character: number }): string {
  return `${line + 1}:${character + 1}`;
}
