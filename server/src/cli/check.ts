import { inEnglish } from "../../../shared/text";
import { resolve } from "node:path";
import { whyUnread } from "../compose/project/unread";
import type { FileId } from "../compose/syntax/node";
import type { EngineKind } from "../../../shared/engineKind";
import type { Severity } from "../linter/finding";
import type { Rule } from "../linter/rule";
import { rules as allRules } from "../rules/table";
import { Analyser } from "../workspace/analyse";
import { decode } from "../workspace/decode";
import { engineOf } from "../workspace/engine";
import type { FileSystem } from "../workspace/fileSystem";
import { FileCache } from "../workspace/fileCache";
import { forwardSlashes } from "../workspace/fileId";
import type { Unreadable } from "../workspace/findFiles";
import { reasonOf } from "../workspace/unreadOf";
import { Projects } from "../workspace/projects";
import type { Report } from "../workspace/report";
import type { CheckRequest } from "./arguments";
import { Faults } from "./faults";
import type { FileWriter } from "./fileWriter";
import { print } from "./formats";
import { isPattern, patternFolder } from "./glob";
import { Mending } from "./mending";
import { onceForEachList } from "./onceForEachList";
import { pathsOf } from "./paths";
import { displayPath, toPrinted } from "./printedReport";
import { readInPart } from "./readInPart";
import { statedProject } from "./statedProject";
import type { Style } from "./style";

/** The terminal and the machine, as far as a check needs them. */
export interface Terminal {
  readonly files: FileSystem;
  /** The working folder, absolute. */
  readonly workingFolder: string;
  readonly style: Style;
  /** The report, whole lines in which nothing is left that {@link printable} takes away. */
  out(text: string): Promise<void>;
  /** One sentence for whoever runs the check; it is made printable there. */
  error(sentence: string): Promise<void>;
  /** Shows how far it is, in place of what was shown before; nothing where nobody watches. */
  progress(text: string): Promise<void>;
  stdin(): Promise<Uint8Array>;
  /** What writes the fixes; only at and below these places. */
  writerFor(named: readonly string[]): FileWriter;
}

const loudestFirst: readonly Severity[] = ["error", "warning", "information", "hint"];
/** From this many files on, somebody who waits is told how far it is. */
const manyFiles = 50;
/** A fix may make room for another; more rounds than this, and they only undo each other. */
const mostRounds = 8;

/** Runs `hostside check` and answers with the exit status of the contract: 0, 1 or 2. */
export async function check(
  request: CheckRequest,
  terminal: Terminal,
  rules: readonly Rule[] = allRules,
): Promise<0 | 1 | 2> {
  const run = new Check(request, terminal, rules);
  return run.run();
}

class Check {
  private readonly cache: FileCache;
  private readonly projects: Projects;
  private readonly analyser: Analyser;
  private readonly engine: EngineKind | undefined;
  private readonly unreadable: Unreadable[] = [];
  private readonly faults = new Faults();
  /** The lines of files that findings stand in, as they are at the end. */
  private readonly lines = new Map<FileId, readonly string[]>();
  private readonly writer: FileWriter;
  private readonly mending: Mending;

  constructor(
    private readonly request: CheckRequest,
    private readonly terminal: Terminal,
    rules: readonly Rule[],
  ) {
    this.cache = new FileCache(terminal.files);
    this.projects = new Projects(this.cache, {
      environment: () => undefined,
      deployedWith: request.deployedWith,
      composeVersion: request.composeVersion,
    });
    this.analyser = new Analyser(this.cache, { rules, onFault: this.faults.ofRule });
    this.engine = engineOf(null, request.engine);
    this.writer = terminal.writerFor([terminal.workingFolder, ...this.namedPlaces()]);
    this.mending = new Mending(this.cache, (path) => terminal.files.read(path), this.writer);
  }

  async run(): Promise<0 | 1 | 2> {
    const { request, terminal } = this;
    const paths = await this.readable();
    let reports = await this.reports(paths);
    let fixed = 0;
    for (let round = 1, more = request.fix; more; round++) {
      const { made, again } = await this.mending.round(reports);
      fixed += made;
      more = made > 0 || again;
      if (more) reports = await this.reports(paths);
      if (again && round >= mostRounds) this.mending.giveUp(reports);
      if (round >= mostRounds) more = false;
    }
    await terminal.progress("");
    const inPart = await this.printLeftOut(paths);
    for (const { path, reason } of this.unreadable)
      await this.complain(path, `could not be checked: ${inEnglish(reason)}.`);
    for (const [path, reason] of this.mending.left) await this.complain(path, `could not be fixed: ${reason}.`);
    for (const path of await this.writer.leftovers()) {
      await this.complain(path, "an earlier run that was stopped left this file. Delete it.");
    }
    for (const { path, lines } of this.faults.found) await this.complain(path, ...lines);
    const limit = loudestFirst.indexOf(request.minimum);
    const said = reports.filter(
      ({ severity, onlyFades }) => onlyFades !== true && loudestFirst.indexOf(severity) <= limit,
    );
    const shown = onceForEachList(said);
    const printed = shown.map((report) => toPrinted(report, terminal.workingFolder, this.lineOf(report)));
    const faults = this.faults.found.map(({ path, ...fault }) => ({
      ...fault,
      path: displayPath(path, terminal.workingFolder),
    }));
    const files = paths.map((path) => displayPath(path, terminal.workingFolder));
    const summary = { files, inPart, fixed, faults };
    await terminal.out(print(request.format, printed, summary, terminal.style));
    if (this.unreadable.length > 0 || this.mending.left.size > 0 || faults.length > 0) return 2;
    return shown.some(({ severity }) => severity === "error" || severity === "warning") ? 1 : 0;
  }

  /** What the user named by itself: files, folders, and the folder that a pattern searches. */
  private namedPlaces(): string[] {
    const { paths, files } = this.request;
    const words = [...paths.filter((word) => word !== "-"), ...files];
    const folders = words.filter(isPattern).map((word) => patternFolder(forwardSlashes(word)));
    return [...words, ...folders].map((word) => resolve(this.terminal.workingFolder, word));
  }

  /** The files that are to be checked and can be. */
  private async readable(): Promise<string[]> {
    const { request, terminal } = this;
    const named = await pathsOf(
      request.paths.filter((word) => word !== "-"),
      terminal.files,
      terminal.workingFolder,
    );
    this.unreadable.push(...named.unreadable);
    const readable: string[] = [];
    if (request.paths.includes("-")) {
      const path = resolve(terminal.workingFolder, request.stdinName);
      const decoded = await this.textOf(() => terminal.stdin());
      if (this.printFault(path, decoded)) {
        this.cache.open(forwardSlashes(path), decoded.text);
        readable.push(path);
      }
    }
    await this.cache.lookAt(named.paths.map(forwardSlashes));
    for (const path of named.paths) {
      // What cannot be read, or is no text, is read once more for its reason in the system's words.
      const isRead = this.cache.isText(forwardSlashes(path));
      if (isRead || this.printFault(path, await this.textOf(() => terminal.files.read(path)))) readable.push(path);
    }
    return readable;
  }

  private printFault(
    path: string,
    read: { readonly text: string } | { readonly reason: string },
  ): read is { readonly text: string } {
    if ("text" in read) return true;
    this.unreadable.push({ path, reason: read.reason });
    return false;
  }

  /** Said once they were checked, for then they have been parsed. Answers how many files there is something to say of. */
  private async printLeftOut(paths: readonly string[]): Promise<number> {
    const left = paths.flatMap((path) => {
      const document = this.cache.document(forwardSlashes(path));
      const sentence = typeof document === "string" ? undefined : readInPart(document);
      return sentence === undefined ? [] : [{ path, sentence }];
    });
    for (const { path, sentence } of left) await this.complain(path, sentence);
    return left.length;
  }

  /** What cannot be read for an error of ours is said when its own turn comes. */
  private async meetIncluder(file: FileId): Promise<void> {
    try {
      await this.projects.meetIncluder(file);
    } catch (error) {
      this.faults.ofFile(file, error);
    }
  }

  /** A file counts in every project that it is part of, and a project's findings may stand in files that nobody named. */
  private async reports(paths: readonly string[]): Promise<Report[]> {
    const { request, terminal } = this;
    const reports = new Map<string, Report>();
    const stated = statedProject(request, terminal.workingFolder);
    for (const path of paths) await this.meetIncluder(forwardSlashes(path));
    for (const [index, path] of paths.entries()) {
      if (paths.length >= manyFiles && index % 10 === 0) {
        await terminal.progress(`Checking ${index + 1} of ${paths.length} Compose files...`);
      }
      const file = forwardSlashes(path);
      try {
        const projects = await this.projects.of(file, [forwardSlashes(terminal.workingFolder)], stated);
        for (const report of this.analyser.projectReports(file, projects, request.severities, this.engine)) {
          // What a hint leads to is printed where it stands, with its places in other files.
          if (report.leads !== true) reports.set(JSON.stringify(report), report);
        }
      } catch (error) {
        this.faults.ofFile(file, error);
      }
    }
    return [...reports.values()];
  }

  /** A line of a file of variables may hold a secret: it is named, not shown. */
  private lineOf({ file, range, takenBy }: Report): string | undefined {
    if (takenBy !== undefined) return undefined;
    let lines = this.lines.get(file);
    if (lines === undefined) {
      const text = this.cache.text(file);
      lines = typeof text === "string" ? [] : text.text.split(/\r\n|\r|\n/);
      this.lines.set(file, lines);
    }
    return lines[range.start.line];
  }

  private async textOf(
    read: () => Promise<Uint8Array>,
  ): Promise<{ readonly text: string } | { readonly reason: string }> {
    try {
      const decoded = decode(await read());
      return "text" in decoded ? decoded : { reason: inEnglish(whyUnread(decoded.unread)) };
    } catch (error) {
      return { reason: inEnglish(reasonOf(error)) };
    }
  }

  private async complain(path: string, problem: string, ...details: readonly string[]): Promise<void> {
    await this.terminal.progress("");
    await this.terminal.error(`${displayPath(path, this.terminal.workingFolder)}: ${problem}`);
    for (const line of details) await this.terminal.error(line);
  }
}
