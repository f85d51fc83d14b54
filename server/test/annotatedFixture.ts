import { readFileSync } from "node:fs";
import { isDeployedWith } from "../src/compose/model/deploy";
import type { SeverityOverrides } from "../src/linter/ruledFinding";
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
 * #       ^^^^^^^^^ host-ports-discarded warning: the whole message
 * #     related: `host` at 4:19
 *
 * The carets stand under the exact range. A range that ends on a later line says so behind them: `^^^^^..+2:20` ends two
 * lines further, before column 20. A line `# engine: rootless` names the kind of engine that the files are for, and
 * `# deployed with: stack` what runs the services. Several files are separated by `#- path`; related places in another file
 * than the finding's name it.
 */
export interface AnnotatedFixture {
  readonly text: string;
  /** By absolute path; the project is that of the first one. */
  readonly files: Readonly<Record<string, string>>;
}

const caretLine = /^#\s*(\^+)(?:\.\.\+(\d+):(\d+))? (\S+) (error|warning|information|hint): (.*)$/;
const relatedLine = /^#\s+related: (.*)$/;
const firstFile = /^#- /m;
const only = "/p/compose.yaml";

/** Reads a fixture; the annotations stay in the texts, they are comments. */
export function readFixture(path: string): AnnotatedFixture {
  const text = readFileSync(path, "utf8");
  return { text, files: filesIn(text) };
}

/**
 * The text of a fixture with the annotations that its files should have. A line more or less moves the lines below it,
 * which annotations name, so that the files are checked again until nothing changes.
 */
export async function annotated(text: string, options: FindingOptions): Promise<string> {
  for (let before = text, round = 0; round < 5; round += 1) {
    const after = await annotatedOnce(before, options);
    if (after === before) return after;
    before = after;
  }
  throw new Error("The annotations of this fixture change what is found in it.");
}

async function annotatedOnce(text: string, options: FindingOptions): Promise<string> {
  const files = filesIn(text);
  const reports = (await reportsOf(files, options)).filter(
    ({ rule, severity }) => rule === options.of || severity === "error" || severity === "warning",
  );
  const texts = Object.entries(files).map(([file, content]) => {
    const here = reports.filter((report) => report.file === file);
    const lines = content.split("\n").flatMap((line, index) => {
      if (caretLine.test(line) || relatedLine.test(line)) return [];
      const found = here.filter(({ range }) => range.start.line === index);
      return [line, ...found.flatMap((report) => annotationOf(report, line, files))];
    });
    return { file, content: lines.join("\n") };
  });
  if (!isOfSeveralFiles(text)) return texts.map(({ content }) => content).join("");
  const head = text.slice(0, text.search(firstFile));
  return head + texts.map(({ file, content }) => `#- ${file.slice("/p/".length)}\n${content}`).join("");
}

function annotationOf(report: Report, line: string, files: Readonly<Record<string, string>>): string[] {
  const { start, end } = report.range;
  const further = end.line - start.line;
  const carets = "^".repeat((further === 0 ? end.character : line.trimEnd().length) - start.character);
  if (start.character === 0 || carets === "") {
    throw new Error(`No carets can stand under ${position(start)}-${position(end)} (${report.rule}).`);
  }
  const rest = further === 0 ? "" : `..+${further}:${end.character + 1}`;
  return [
    `${"#".padEnd(start.character)}${carets}${rest} ${report.rule} ${report.severity}: ${report.message}`,
    ...report.related.map(({ file, range }) => {
      const named = file === report.file ? "" : prefix(file);
      return `#     related: \`${slice(files[file] ?? "", range)}\` at ${named}${position(range.start)}`;
    }),
  ];
}

/** Whether a fixture says that something is found in it. */
export function isAnnotated(text: string): boolean {
  return text.split("\n").some((line) => caretLine.test(line));
}

function isOfSeveralFiles(text: string): boolean {
  return firstFile.test(text);
}

function filesIn(text: string): Record<string, string> {
  return isOfSeveralFiles(text) ? splitFiles(text) : { [only]: text };
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
  return [...new Analyser(cache).projectReports(first, [project], options.severities ?? {}, engine)];
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
