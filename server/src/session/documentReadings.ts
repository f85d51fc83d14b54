import type { TextDocument } from "vscode-languageserver-textdocument";
import type { VariableLookup } from "../compose/interpolation/template";
import type { ComposeVersion } from "../compose/project/composeVersion";
import type { ComposeDocument } from "../compose/syntax/document";
import type { FileId } from "../compose/syntax/node";
import type { Steps } from "../compose/syntax/steps";
import { faultInWords, once, type RuleFault, stackOf } from "../linter/fault";
import type { Rule } from "../linter/rule";
import { Analyser } from "../workspace/analyse";
import type { CurrentEngine } from "../workspace/engine";
import { explainFile, type FileReading } from "../workspace/explain/explainFile";
import { type LevelledLog, ProjectLog } from "../workspace/explain/projectLog";
import { shortPath } from "../workspace/explain/shortPath";
import type { FileCache } from "../workspace/fileCache";
import { fileOf } from "../workspace/fileId";
import type { Report } from "../workspace/report";
import { ReportChooser } from "../workspace/shownReports";
import { asLongAs, NoLongerAsked, type StillAsked } from "../workspace/turns";
import type { Logger } from "../../../shared/logger";
import type { Speak } from "../../../shared/text";
import type { ClientSettings } from "./clientSettings";
import { holdsYaml, saysCompose } from "./documentKinds";
import { ProjectsBySettings } from "./projectsBySettings";
import type { VariableFiles } from "./variableFiles";
import type { WatchedFiles } from "./watchedFiles";
import type { WorkspaceFolders } from "./workspaceFolders";

/** What documents are read with: the session's documents and files, and what its client has told. */
export interface ReadingParts {
  readonly log: Logger & LevelledLog;
  readonly documents: { get(uri: string): TextDocument | undefined };
  readonly files: FileCache;
  readonly settings: ClientSettings;
  readonly folders: WorkspaceFolders;
  readonly watched: WatchedFiles;
  readonly variableFiles: VariableFiles;
  readonly engine: CurrentEngine;
  readonly installedCompose: () => ComposeVersion;
  /** Resolves once what is being compared with the disk has been. */
  readonly settled: () => Promise<void>;
  readonly rules: readonly Rule[];
  /** Says a text in the language of the editor. */
  readonly speak: Speak;
  /** The environment of the process, used where the user allows. */
  readonly environment: VariableLookup;
}

/** The findings in a file, and the projects that it is part of. */
export interface FileFindings {
  readonly reports: readonly Report[];
  readonly projects: FileReading["projects"];
}

/** What is read of the documents that are open: their syntax, their projects and their findings. */
export class DocumentReadings {
  private readonly projects: ProjectsBySettings;
  private readonly analyser: Analyser;
  private readonly chooser: ReportChooser;
  private readonly projectLog: ProjectLog;

  constructor(private readonly parts: ReadingParts) {
    const { files, environment, rules, log, speak } = parts;
    this.chooser = new ReportChooser(speak);
    this.projects = new ProjectsBySettings(files, environment);
    this.analyser = new Analyser(files, { rules, speak, onFault: once((fault) => this.logFault(fault)) });
    this.projectLog = new ProjectLog(log, files);
  }

  /** Lets go what was read for files that nobody has open. */
  release(): void {
    const used = this.projects.release((file) => this.parts.files.isOpen(file));
    this.parts.files.release((file) => used.has(file));
  }

  /** The same of the files themselves, where a document was closed. Whoever checks closed files goes on to follow their files. */
  async forget(): Promise<void> {
    const { files, settings } = this.parts;
    if ((await settings.current()).checks === "workspace") return;
    const used = this.projects.release((file) => files.isOpen(file));
    files.forget((file) => used.has(file));
  }

  /** The findings in one open document, as part of every project that it belongs to; of the newest text that there is. */
  async reports(document: TextDocument, stillAsked: StillAsked): Promise<readonly Report[]> {
    for (;;) {
      const { version } = document;
      try {
        return await this.reportsNow(
          document,
          asLongAs(stillAsked, () => document.version === version),
        );
      } catch (error) {
        if (!(error instanceof NoLongerAsked) || !stillAsked()) throw error;
      }
    }
  }

  private async reportsNow(document: TextDocument, stillAsked: StillAsked): Promise<readonly Report[]> {
    const file = fileOf(document.uri);
    if (!holdsYaml(document)) return this.reportsAmongVariables(file, stillAsked);
    const compose = await this.compose(document, stillAsked);
    return compose === undefined ? [] : this.reportsOf(file, stillAsked);
  }

  /** The findings in a file of variables, of every Compose file through which it is taken; each once. */
  private async reportsAmongVariables(file: FileId, stillAsked: StillAsked): Promise<readonly Report[]> {
    const found = new Map<string, Report>();
    for (const taker of this.parts.variableFiles.takersOf(file)) {
      for (const report of await this.reportsOf(taker, stillAsked, file)) {
        const { rule, range, message } = report;
        found.set(JSON.stringify([rule, range, message]), report);
      }
    }
    return [...found.values()];
  }

  /** An open document as Compose reads it; undefined for one that is no Compose file, and for one that was closed. */
  async compose(document: TextDocument, stillAsked: StillAsked): Promise<ComposeDocument | undefined> {
    const { uri, languageId } = document;
    const file = fileOf(uri);
    if (this.parts.documents.get(uri) !== document) return undefined;
    this.parts.files.open(file, document.getText());
    await this.parts.files.prepare(file, stillAsked);
    if (this.parts.documents.get(uri) !== document) return undefined;
    this.parts.files.open(file, document.getText());
    const parsed = this.parts.files.document(file);
    if (typeof parsed === "string") return undefined;
    return saysCompose(parsed, uri, languageId) ? parsed : undefined;
  }

  /** A file as it was read last; undefined where it could not be. */
  parsed(file: FileId): ComposeDocument | undefined {
    const parsed = this.parts.files.document(file);
    return typeof parsed === "string" ? undefined : parsed;
  }

  /** The findings of a file's projects that stand in it, or in another one. */
  async reportsOf(file: FileId, stillAsked: StillAsked, standsIn = file): Promise<readonly Report[]> {
    return (await this.findings(file, stillAsked, standsIn)).reports;
  }

  /** The same, with the projects that they are of. */
  async findings(file: FileId, stillAsked: StillAsked, standsIn = file): Promise<FileFindings> {
    const { projects, severities, engine } = await this.reading(file, stillAsked);
    const reports = await this.inTurns(
      this.analyser.projectReportsInSteps(file, projects, severities, engine),
      stillAsked,
    );
    return { reports: await this.inTurns(this.chooser.in(standsIn, reports), stillAsked), projects };
  }

  async shown(reports: readonly Report[], stillAsked: StillAsked): Promise<readonly Report[]> {
    const { severities } = await this.parts.settings.current();
    return this.inTurns(this.chooser.shown(reports, severities), stillAsked);
  }

  async inTurns<T>(steps: Steps<T>, stillAsked: StillAsked): Promise<T> {
    const result = await this.parts.files.inTurns(steps, stillAsked);
    if (result === undefined) throw new NoLongerAsked();
    return result;
  }

  /** The projects of a file, as the settings have them read. */
  async reading(file: FileId, stillAsked: StillAsked): Promise<FileReading> {
    await this.parts.settled();
    const [settings, roots] = await Promise.all([this.parts.settings.current(), this.parts.folders.current()]);
    if (!stillAsked()) throw new NoLongerAsked();
    const { severities, useEnvironment: usesEnvironment } = settings;
    const engine = this.parts.engine.beside(settings.engine);
    const projects = await this.projects
      .with(settings, this.parts.installedCompose())
      .of(file, roots, settings.projects(roots), stillAsked);
    this.parts.watched.follow(this.parts.files.taken(), roots);
    // Of what is read in the background nobody has a file of variables open: it is asked for when that is another file's.
    if (stillAsked.inBackground !== true) this.parts.variableFiles.note(file, projects);
    const reading = { file, projects, severities, engine, usesEnvironment, rules: this.parts.rules };
    this.projectLog.note(reading, roots);
    return reading;
  }

  /** Reads the project of a file that includes others, so that each of these is read with it. */
  async meetIncluder(file: FileId, stillAsked: StillAsked): Promise<readonly FileId[]> {
    const settings = await this.parts.settings.current();
    return this.projects.with(settings, this.parts.installedCompose()).meetIncluder(file, stillAsked);
  }

  /** How a file is read, as Markdown; undefined where there is no such file. */
  async explanationOf(uri: string, stillAsked: StillAsked): Promise<string | undefined> {
    const file = fileOf(uri);
    const open = this.parts.documents.get(uri);
    if (open !== undefined) this.parts.files.open(file, open.getText());
    await this.parts.files.prepare(file, stillAsked);
    const parsed = this.parts.files.document(file);
    if (parsed === "missing" || parsed === "pending") return undefined;
    const isCompose = typeof parsed !== "string" && saysCompose(parsed, uri, open?.languageId);
    const roots = await this.parts.folders.current();
    const reading = await this.reading(file, stillAsked);
    const shown = isCompose ? reading : { ...reading, projects: [] };
    return explainFile(shown, this.parts.files, { path: (each) => shortPath(each, roots), speak: this.parts.speak });
  }

  private logFault(fault: RuleFault): void {
    this.parts.log.error(`${fault.file ?? "a project"}: ${faultInWords(fault)}\n${stackOf(fault.error)}`);
  }
}
