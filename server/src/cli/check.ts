import { resolve } from "node:path";
import { folderOf } from "../compose/project/paths";
import { whyUnread } from "../compose/project/unread";
import type { FileId } from "../compose/syntax/node";
import type { EngineKind } from "../network/engineKind";
import type { Severity } from "../rules/finding";
import { Analyser } from "../workspace/analyse";
import { decode, encodeAs } from "../workspace/decode";
import { engineOf } from "../workspace/engine";
import type { FileSystem } from "../workspace/fileSystem";
import { FileCache } from "../workspace/fileCache";
import { forwardSlashes } from "../workspace/fileId";
import type { Unreadable } from "../workspace/findFiles";
import { reasonOf } from "../workspace/unreadOf";
import { Projects, type StatedProject } from "../workspace/projects";
import type { Report } from "../workspace/report";
import { filesOf, safeEdits, withEdits } from "../workspace/safeFixes";
import type { CheckRequest } from "./arguments";
import { print } from "./formats";
import { pathsOf } from "./paths";
import { displayPath, toPrinted } from "./printedReport";
import { readInPart } from "./readInPart";
import type { Style } from "./style";

/** The terminal and the machine, as far as a check needs them. */
export interface Terminal {
  readonly files: FileSystem;
  /** The working folder, absolute. */
  readonly workingFolder: string;
  readonly style: Style;
  out(text: string): void;
  error(text: string): void;
  /** Shows how far it is, in place of what was shown before; nothing where nobody watches. */
  progress(text: string): void;
  stdin(): Promise<Uint8Array>;
  /** The reason why a file may not be written, in words; undefined where it may. */
  whyNotWritable(path: string): Promise<string | undefined>;
  write(path: string, bytes: Uint8Array): Promise<void>;
}

const loudestFirst: readonly Severity[] = ["error", "warning", "information", "hint"];
/** From this many files on, somebody who waits is told how far it is. */
const manyFiles = 50;
/** A fix may make room for another; more rounds than this, and they only undo each other. */
const mostRounds = 8;

/** Runs `hostside check` and answers with the exit status of the contract: 0, 1 or 2. */
export async function check(request: CheckRequest, terminal: Terminal): Promise<0 | 1 | 2> {
  const run = new Check(request, terminal);
  return run.run();
}

class Check {
  private readonly cache: FileCache;
  private readonly projects: Projects;
  private readonly analyser: Analyser;
  private readonly engine: EngineKind | undefined;
  private readonly unreadable: Unreadable[] = [];
  /** The lines of files that findings stand in, as they are at the end. */
  private readonly lines = new Map<FileId, readonly string[]>();
  /** Files that cannot be mended, with the system's reason. */
  private readonly unwritable = new Map<FileId, string>();

  constructor(
    private readonly request: CheckRequest,
    private readonly terminal: Terminal,
  ) {
    this.cache = new FileCache(terminal.files);
    this.projects = new Projects(this.cache, { environment: () => undefined, deployedWith: request.deployedWith });
    this.analyser = new Analyser(this.cache);
    this.engine = engineOf(null, request.engine);
  }

  async run(): Promise<0 | 1 | 2> {
    const { request, terminal } = this;
    const paths = await this.readable();
    let reports = await this.reports(paths);
    let fixed = 0;
    for (let round = 0; request.fix && round < mostRounds; round++) {
      const made = await this.mend(reports);
      if (made === 0) break;
      fixed += made;
      reports = await this.reports(paths);
    }
    terminal.progress("");
    const inPart = this.tellWhatWasLeftOut(paths);
    for (const { path, reason } of this.unreadable) this.complain(path, `it was not checked: ${reason}.`);
    for (const [path, reason] of this.unwritable) this.complain(path, `it was not mended: ${reason}.`);
    const limit = loudestFirst.indexOf(request.minimum);
    const shown = reports.filter(({ severity }) => loudestFirst.indexOf(severity) <= limit);
    const printed = shown.map((report) => toPrinted(report, terminal.workingFolder, this.lineOf(report)));
    terminal.out(print(request.format, printed, { files: paths.length, inPart, fixed }, terminal.style));
    if (this.unreadable.length > 0 || this.unwritable.size > 0) return 2;
    return shown.some(({ severity }) => severity === "error" || severity === "warning") ? 1 : 0;
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
      if (this.tell(path, decoded)) {
        this.cache.open(forwardSlashes(path), decoded.text);
        readable.push(path);
      }
    }
    for (const path of named.paths) {
      if (this.tell(path, await this.textOf(() => terminal.files.read(path)))) readable.push(path);
    }
    return readable;
  }

  private tell(
    path: string,
    read: { readonly text: string } | { readonly reason: string },
  ): read is { readonly text: string } {
    if ("text" in read) return true;
    this.unreadable.push({ path, reason: read.reason });
    return false;
  }

  /** Said once they were checked, for then they have been parsed. Answers how many files there is something to say of. */
  private tellWhatWasLeftOut(paths: readonly string[]): number {
    const left = paths.flatMap((path) => {
      const document = this.cache.document(forwardSlashes(path));
      const sentence = typeof document === "string" ? undefined : readInPart(document);
      return sentence === undefined ? [] : [{ path, sentence }];
    });
    for (const { path, sentence } of left) this.complain(path, sentence);
    return left.length;
  }

  /** A file counts in every project that it is part of, and a project's findings may stand in files that nobody named. */
  private async reports(paths: readonly string[]): Promise<Report[]> {
    const { request, terminal } = this;
    const reports = new Map<string, Report>();
    for (const [index, path] of paths.entries()) {
      if (paths.length >= manyFiles && index % 10 === 0) {
        terminal.progress(`Checking ${String(index + 1)} of ${String(paths.length)} Compose files...`);
      }
      const file = forwardSlashes(path);
      const projects = await this.projects.of(file, [forwardSlashes(terminal.workingFolder)], this.stated());
      for (const report of this.analyser.reportsAround(file, projects, request.severities, this.engine)) {
        reports.set(JSON.stringify(report), report);
      }
    }
    return [...reports.values()];
  }

  /** The project that the command line states. */
  private stated(): StatedProject[] {
    const { files, profiles } = this.request;
    const [first, ...others] = files.map((file) => forwardSlashes(resolve(this.terminal.workingFolder, file)));
    if (first === undefined) return [];
    return [{ files: [first, ...others], folder: folderOf(first), profiles }];
  }

  /** Makes the safe fixes in the files that may be written, each in its own encoding, and answers how many they were. */
  private async mend(reports: readonly Report[]): Promise<number> {
    const mendable = await this.mendable(reports);
    const { edits, fixes } = safeEdits(mendable);
    for (const file of filesOf(edits)) {
      const text = this.cache.text(file);
      if (typeof text === "string") continue;
      const mine = edits.filter((edit) => edit.file === file);
      try {
        const original = await this.terminal.files.read(file);
        await this.terminal.write(file, encodeAs(original, withEdits(text.text, mine)));
      } catch (error) {
        this.unwritable.set(file, reasonOf(error));
      }
      this.cache.changedOnDisk(file);
    }
    return fixes;
  }

  /** Leaves out what has a safe fix in a file that may not be written: half a fix is none. */
  private async mendable(reports: readonly Report[]): Promise<Report[]> {
    const mendable: Report[] = [];
    for (const report of reports) {
      const files = filesOf(safeEdits([report]).edits);
      for (const file of files) {
        if (this.unwritable.has(file)) continue;
        const reason = await this.terminal.whyNotWritable(file);
        if (reason !== undefined) this.unwritable.set(file, reason);
      }
      if (files.length > 0 && !files.some((file) => this.unwritable.has(file))) mendable.push(report);
    }
    return mendable;
  }

  private lineOf({ file, range }: Report): string | undefined {
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
      return "text" in decoded ? decoded : { reason: whyUnread(decoded.unread) };
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  }

  private complain(path: string, problem: string): void {
    this.terminal.progress("");
    this.terminal.error(`${displayPath(path, this.terminal.workingFolder)}: ${problem}\n`);
  }
}
