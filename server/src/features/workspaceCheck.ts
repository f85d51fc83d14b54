import { inEnglish } from "../../../shared/text";
import type { Diagnostic } from "vscode-languageserver";
import { isComposeFileName } from "../../../shared/composeFileName";
import type { FileId } from "../compose/syntax/node";
import { stackOf } from "../linter/fault";
import { CheckQueue } from "../workspace/checkQueue";
import { fileOf, forwardSlashes, uriOf } from "../workspace/fileId";
import { findComposeFiles, isSearched } from "../workspace/findFiles";
import { NoLongerAsked, type StillAsked } from "../workspace/turns";
import type { CheckProgress } from "./checkProgress";
import type { FeatureContext } from "./context";
import { DiagnosticMaker } from "./lspDiagnostic";
import type { ResultIds } from "./resultIds";

/** The findings of a closed file, with the name of this result. */
export interface FileResult {
  readonly id: string;
  readonly items: readonly Diagnostic[];
}

/** Hears of each file that was checked; undefined where it is no longer one of the workspace. */
export type OnResult = (file: FileId, result: FileResult | undefined) => void;

/** So long after the last key the other files of a project are looked at, in milliseconds. */
const pauseBeforeOthers = 300;
/** So many files may be read before what was read of them is let go. */
const filesKept = 32;

/**
 * Checks the Compose files of the workspace that are not open, one at a time, and behind everything that somebody waits for.
 * It follows edits, files and settings; whoever asks for the findings lets it work.
 */
export class WorkspaceCheck {
  private readonly queue = new CheckQueue();
  private readonly results = new Map<FileId, FileResult>();
  private readonly diagnostics: DiagnosticMaker;
  /** Files whose last findings the client may still show, since they were open. */
  private readonly closed = new Set<FileId>();
  private readonly edited = new Set<FileId>();
  /** Open files whose newest text may not have been read yet. */
  private readonly unread = new Set<FileId>();
  private readonly met = new Set<FileId>();
  private isToSearch = true;
  private cancelPause: (() => void) | undefined;

  constructor(
    private readonly context: FeatureContext,
    private readonly ids: ResultIds,
    /** Says that there is work to do. */
    private readonly onDidChange: () => void,
  ) {
    this.diagnostics = new DiagnosticMaker(context.speak);
    context.onDidChange(({ uri }) => this.documentChanged(fileOf(uri)));
    context.onDidClose((uri) => this.documentClosed(fileOf(uri)));
    context.onDidChangeEnvironment((files) => this.environmentChanged(files));
    context.onDidChangeFiles((came) => this.filesCame(came));
  }

  /** What is known of the files that are not open. */
  get known(): ReadonlyMap<FileId, FileResult> {
    return this.results;
  }

  /** Everything is to be looked at again. */
  again(): void {
    this.queue.everything();
    this.met.clear();
    this.isToSearch = true;
    this.onDidChange();
  }

  /** What waits is not looked at, until it has changed or everything has. */
  stop(): void {
    this.queue.stop();
  }

  /** Works until nothing waits. Rejects with `NoLongerAsked` where it is not to go on; what waits is looked at another time. */
  async run(
    goesOn: StillAsked,
    onResult: OnResult,
    showProgress: (files: number) => CheckProgress | undefined,
  ): Promise<void> {
    let progress: CheckProgress | undefined;
    try {
      for (let done = 0; ; done += 1) {
        if (this.isToSearch) await this.search(goesOn);
        if (done === 0) progress = showProgress(this.queue.left);
        const file = this.queue.next();
        if (file === undefined) break;
        progress?.report(done, done + this.queue.left + 1);
        await this.check(file, goesOn, onResult);
        if (done % filesKept === filesKept - 1) this.context.release();
      }
    } finally {
      progress?.end();
      this.context.release();
    }
  }

  private async search(goesOn: StillAsked): Promise<void> {
    const { context, queue } = this;
    this.isToSearch = false;
    try {
      const found = new Set<FileId>();
      for (const folder of await context.folders()) {
        const search = await findComposeFiles(context.files, folder, goesOn);
        for (const path of search.found) found.add(forwardSlashes(path));
        for (const { path, reason } of search.unreadable)
          context.log.debug(`${path} is not checked: ${inEnglish(reason)}.`);
      }
      queue.find(found);
      // What a file includes is read with it, wherever that is, so that it is known before the others are looked at.
      for (const file of found) {
        if (this.met.has(file)) continue;
        await this.turn(goesOn);
        await this.guarded(file, async () => {
          await context.meetIncluder(uriOf(file), goesOn);
        });
        this.met.add(file);
      }
    } catch (error) {
      this.isToSearch = true;
      throw error;
    }
  }

  private async check(file: FileId, goesOn: StillAsked, onResult: OnResult): Promise<void> {
    try {
      await this.turn(goesOn);
      await this.guarded(file, () => this.look(file, goesOn, onResult));
    } catch (error) {
      this.queue.add(file);
      throw error;
    }
  }

  private async look(file: FileId, goesOn: StillAsked, onResult: OnResult): Promise<void> {
    const { context, queue, results } = this;
    if (!queue.isChecked(file)) {
      this.gone(file, onResult);
      return;
    }
    await this.readEdited(goesOn);
    const uri = this.openUri(file);
    const { reports, projects } = await context.findings(uri ?? uriOf(file), goesOn);
    if (context.parsed(file) === undefined) {
      this.gone(file, onResult);
      return;
    }
    const items = (await context.shown(reports, goesOn)).map((report) => this.diagnostics.of(report));
    const roots = await context.folders();
    const files = projects.flatMap((project) => project.files);
    const parts = files.filter((each) => roots.some((root) => isSearched(each, root)));
    queue.checked(file, { dependsOn: [...files, ...projects.flatMap(({ variableFiles }) => variableFiles)], parts });
    // Of an open file the editor asks by itself, and before anything else.
    if (this.openUri(file) !== undefined) return;
    const result = { id: this.ids.of(file, items), items };
    results.set(file, result);
    this.closed.delete(file);
    onResult(file, result);
  }

  private async readEdited(goesOn: StillAsked): Promise<void> {
    if (this.unread.size === 0) return;
    for (const document of this.context.documents()) {
      if (this.unread.delete(fileOf(document.uri))) await this.context.compose(document, goesOn);
    }
    this.unread.clear();
  }

  private gone(file: FileId, onResult: OnResult): void {
    this.queue.gone(file);
    const wasShown = this.results.delete(file) || this.closed.delete(file);
    if (this.openUri(file) !== undefined) return;
    this.ids.forget(file);
    if (wasShown) onResult(file, undefined);
  }

  /** What goes wrong with one file stands in the log, and the others are checked. */
  private async guarded(file: FileId, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof NoLongerAsked) throw error;
      this.context.log.error(`workspace/diagnostic ${file}: ${stackOf(error)}`);
    }
  }

  private async turn(goesOn: StillAsked): Promise<void> {
    await this.context.turnInBackground();
    if (!goesOn()) throw new NoLongerAsked();
  }

  private openUri(file: FileId): string | undefined {
    return this.context.documents().find(({ uri }) => fileOf(uri) === file)?.uri;
  }

  private documentChanged(file: FileId): void {
    this.results.delete(file);
    this.edited.add(file);
    this.unread.add(file);
    this.cancelPause?.();
    this.cancelPause = this.context.after(pauseBeforeOthers, () => {
      const edited = [...this.edited];
      this.edited.clear();
      if (edited.filter((each) => this.queue.changed(each)).length > 0) this.onDidChange();
    });
  }

  private documentClosed(file: FileId): void {
    if (!uriOf(file).startsWith("file:")) return;
    this.edited.delete(file);
    this.closed.add(file);
    this.queue.changed(file);
    this.queue.add(file);
    this.onDidChange();
  }

  private environmentChanged(files: readonly FileId[] | undefined): void {
    // What was looked for and was not there may have a part in any project from now on.
    const isOfAny = files === undefined || files.filter((file) => !this.queue.changed(file)).length > 0;
    if (isOfAny) this.again();
    else this.onDidChange();
  }

  private filesCame(came: readonly FileId[]): void {
    for (const file of came) this.queue.add(file);
    if (came.some(isComposeFileName)) this.isToSearch = true;
    this.onDidChange();
  }
}
