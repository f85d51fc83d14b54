import {
  type ClientCapabilities,
  type Connection,
  type InitializeParams,
  type ServerCapabilities,
  TextDocuments,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { version } from "../../package.json";
import { ClientSettings } from "./session/clientSettings";
import type { VariableLookup } from "./compose/interpolation/template";
import { faultInWords, once, type RuleFault, stackOf } from "./linter/fault";
import type { Rule } from "./linter/rule";
import type { ComposeDocument } from "./compose/syntax/document";
import type { FileId } from "./compose/syntax/node";
import { mergeCapabilities } from "./features/capabilities";
import type { Steps } from "./compose/syntax/steps";
import type { ClientFacts, FeatureContext } from "./features/context";
import { features } from "./features/table";
import {
  composeVersionMethod,
  type ComposeVersionParams,
  type EngineFactsMessage,
  engineFactsMethod,
  logLevelMethod,
  type LogLevelParams,
} from "../../shared/protocol";
import { ConnectionLog } from "./session/connectionLog";
import { holdsYaml, saysCompose } from "./session/documentKinds";
import { ProjectsBySettings } from "./session/projectsBySettings";
import { type After, Typing } from "./session/typing";
import { VariableFiles } from "./session/variableFiles";
import { WatchedFiles } from "./session/watchedFiles";
import { WorkspaceFolders } from "./session/workspaceFolders";
import { Analyser } from "./workspace/analyse";
import { type ComposeVersion, readComposeVersion } from "./compose/project/composeVersion";
import { CurrentEngine } from "./workspace/engine";
import { explainFile, type FileReading } from "./workspace/explain/explainFile";
import { ProjectLog } from "./workspace/explain/projectLog";
import { shortPath } from "./workspace/explain/shortPath";
import { FileCache } from "./workspace/fileCache";
import { fileOf } from "./workspace/fileId";
import type { FileSystem } from "./workspace/fileSystem";
import { Rerun } from "./workspace/rerun";
import type { Report } from "./workspace/report";
import { reportsIn, shownReports } from "./workspace/shownReports";
import { NoLongerAsked, type StillAsked } from "./workspace/turns";

/** What a server takes from the machine that it runs on, and the rules that it runs. */
export interface Host {
  readonly files: FileSystem;
  /** The environment of the process, used where the user allows. */
  readonly environment: VariableLookup;
  /** What runs the server, for the log: `Node.js v22.1.0`. */
  readonly runtime: string;
  readonly rules: readonly Rule[];
  /** The clock, for what waits until the user pauses. */
  readonly after: After;
}

/** Serves one client over a connection until it disconnects. */
export function serve(connection: Connection, host: Host): void {
  connection.onInitialize((params) => {
    const session = new Session(connection, host, params);
    return {
      capabilities: session.capabilities,
      serverInfo: { name: "hostside", version },
    };
  });
  connection.listen();
}

/** One client's documents, settings and features. */
class Session {
  private readonly typing: Typing;
  private readonly documents = new TextDocuments<TextDocument>({
    create: TextDocument.create,
    update: (document, changes, version) => {
      this.typing.changed(document, changes);
      return TextDocument.update(document, changes, version);
    },
  });
  private readonly files: FileCache;
  private readonly log: ConnectionLog;
  private readonly projectLog: ProjectLog;
  private readonly settings: ClientSettings;
  private readonly projects: ProjectsBySettings;
  private readonly analyser: Analyser;
  private readonly engine = new CurrentEngine();
  private installedCompose: ComposeVersion;
  private readonly surroundingsListeners: (() => void)[] = [];
  private readonly folders: WorkspaceFolders;
  private readonly watched: WatchedFiles;
  private readonly variableFiles: VariableFiles;
  private variablesChanging: (() => void) | undefined;
  private readonly compareWithDisk: Rerun;
  readonly capabilities: ServerCapabilities;

  constructor(
    private readonly connection: Connection,
    private readonly host: Host,
    params: InitializeParams,
  ) {
    const { files: disk, rules, after } = host;
    this.typing = new Typing(after);
    this.log = new ConnectionLog(connection.console);
    this.files = new FileCache(disk, undefined, "open files");
    this.projects = new ProjectsBySettings(this.files, host.environment);
    this.settings = new ClientSettings(connection, this.log, params, () => this.surroundingsChanged());
    this.analyser = new Analyser(this.files, { rules, onFault: once((fault) => this.logFault(fault)) });
    this.projectLog = new ProjectLog(this.log, this.files);
    this.watched = new WatchedFiles(connection, this.log, params);
    this.variableFiles = new VariableFiles(connection, this.log, params.capabilities);
    this.folders = new WorkspaceFolders(connection, this.log, params, () => {
      this.watched.foldersChanged();
      this.surroundingsChanged();
    });
    this.compareWithDisk = new Rerun(async () => {
      if (await this.files.compareWithDisk()) this.surroundingsChanged();
    });
    const context: FeatureContext = {
      connection,
      log: this.log,
      files: disk,
      client: clientFacts(params.capabilities),
      document: (uri) => this.documents.get(uri),
      documents: () => this.documents.all(),
      compose: (document, stillAsked) => this.compose(document, stillAsked),
      projects: async (uri, stillAsked) => (await this.reading(fileOf(uri), stillAsked)).projects,
      meetIncluder: (uri, stillAsked) => this.meetIncluder(fileOf(uri), stillAsked),
      folders: () => this.folders.current(),
      reports: (document, stillAsked) => this.reports(document, stillAsked),
      reportsOf: (uri, stillAsked) => this.reportsOf(fileOf(uri), stillAsked),
      inTurns: (steps, stillAsked) => this.inTurns(steps, stillAsked),
      explanationOf: (uri, stillAsked) => this.explanationOf(uri, stillAsked),
      shown: (reports, stillAsked) => this.shown(reports, stillAsked),
      whileTyping: (document, reports) => this.typing.shown(document, reports),
      onDidPause: (listener) => this.typing.onDidPause(listener),
      onDidChange: (listener) => this.documents.onDidChangeContent(({ document }) => listener(document)),
      onDidClose: (listener) => this.documents.onDidClose(({ document }) => listener(document.uri)),
      onDidChangeEnvironment: (listener) => this.surroundingsListeners.push(listener),
    };
    this.capabilities = mergeCapabilities([
      {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      ...features.map((register) => register(context)),
    ]);
    this.documents.listen(connection);
    this.followFiles();
    this.followLogLevel(params);
    connection.onInitialized(() => {
      this.log.info(`The language server ${version} has started on ${host.runtime}.`);
      this.folders.follow();
      this.settings.follow();
      this.watched.begin();
    });
    this.followEngine();
    this.followCompose();
    connection.onShutdown(() => this.log.info(`The language server ${version} ends.`));
  }

  /** The findings in one open document, as part of every project that it belongs to; of the newest text that there is. */
  private async reports(document: TextDocument, stillAsked: StillAsked): Promise<readonly Report[]> {
    for (;;) {
      const { version } = document;
      try {
        return await this.reportsNow(document, () => stillAsked() && document.version === version);
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
    for (const taker of this.variableFiles.takersOf(file)) {
      for (const report of await this.reportsOf(taker, stillAsked, file)) {
        const { rule, range, message } = report;
        found.set(JSON.stringify([rule, range, message]), report);
      }
    }
    return [...found.values()];
  }

  /** An open document as Compose reads it; undefined for one that is no Compose file, and for one that was closed. */
  private async compose(document: TextDocument, stillAsked: StillAsked): Promise<ComposeDocument | undefined> {
    const { uri, languageId } = document;
    const file = fileOf(uri);
    if (this.documents.get(uri) !== document) return undefined;
    this.files.open(file, document.getText());
    await this.files.prepare(file, stillAsked);
    if (this.documents.get(uri) !== document) return undefined;
    this.files.open(file, document.getText());
    const parsed = this.files.document(file);
    if (typeof parsed === "string") return undefined;
    return saysCompose(parsed, uri, languageId) ? parsed : undefined;
  }

  /** The findings of a file's projects that stand in it, or in another one. */
  private async reportsOf(file: FileId, stillAsked: StillAsked, standsIn = file): Promise<readonly Report[]> {
    const { projects, severities, engine } = await this.reading(file, stillAsked);
    const reports = await this.inTurns(
      this.analyser.projectReportsInSteps(file, projects, severities, engine),
      stillAsked,
    );
    return this.inTurns(reportsIn(standsIn, reports), stillAsked);
  }

  private async shown(reports: readonly Report[], stillAsked: StillAsked): Promise<readonly Report[]> {
    const { severities } = await this.settings.current();
    return this.inTurns(shownReports(reports, severities), stillAsked);
  }

  private async inTurns<T>(steps: Steps<T>, stillAsked: StillAsked): Promise<T> {
    const result = await this.files.inTurns(steps, stillAsked);
    if (result === undefined) throw new NoLongerAsked();
    return result;
  }

  /** The projects of a file, as the settings have them read. */
  private async reading(file: FileId, stillAsked: StillAsked): Promise<FileReading> {
    await this.compareWithDisk.settled();
    const [settings, roots] = await Promise.all([this.settings.current(), this.folders.current()]);
    if (!stillAsked()) throw new NoLongerAsked();
    const { severities, useEnvironment: usesEnvironment } = settings;
    const engine = this.engine.beside(settings.engine);
    const projects = await this.projects
      .with(settings, this.installedCompose)
      .of(file, roots, settings.projects(roots), stillAsked);
    this.watched.follow(this.files.taken(), roots);
    this.variableFiles.note(file, projects);
    const reading = { file, projects, severities, engine, usesEnvironment, rules: this.host.rules };
    this.projectLog.note(reading, roots);
    return reading;
  }

  private async meetIncluder(file: FileId, stillAsked: StillAsked): Promise<void> {
    const settings = await this.settings.current();
    await this.projects.with(settings, this.installedCompose).meetIncluder(file, stillAsked);
  }

  private async explanationOf(uri: string, stillAsked: StillAsked): Promise<string | undefined> {
    const file = fileOf(uri);
    const open = this.documents.get(uri);
    if (open !== undefined) this.files.open(file, open.getText());
    await this.files.prepare(file, stillAsked);
    const parsed = this.files.document(file);
    if (parsed === "missing" || parsed === "pending") return undefined;
    const isCompose = typeof parsed !== "string" && saysCompose(parsed, uri, open?.languageId);
    const roots = await this.folders.current();
    const reading = await this.reading(file, stillAsked);
    const shown = isCompose ? reading : { ...reading, projects: [] };
    return explainFile(shown, this.files, (each) => shortPath(each, roots));
  }

  /** What happens to files outside the editor: as the client tells it, and by a look of our own where somebody comes or saves. */
  private followFiles(): void {
    this.documents.onDidOpen(({ document }) => {
      this.files.open(fileOf(document.uri), document.getText());
      if (this.isTaken(document)) this.surroundingsChanged();
      void this.compareWithDisk.run();
    });
    this.documents.onDidChangeContent(({ document }) => {
      if (this.isTaken(document)) this.variablesChanged(document);
    });
    this.documents.onDidSave(({ document }) => {
      this.typing.paused(document);
      void this.compareWithDisk.run();
    });
    this.documents.onDidClose(({ document }) => {
      this.typing.closed(document);
      this.files.close(fileOf(document.uri));
      this.projects.release((file) => this.files.isOpen(file));
      if (this.isTaken(document)) this.surroundingsChanged();
    });
    this.connection.onDidChangeWatchedFiles(({ changes }) => {
      const known = changes.filter(({ uri }) => this.files.changedOnDisk(fileOf(uri)));
      if (known.length > 0) this.surroundingsChanged();
    });
  }

  /** Whether a document is a file of variables that a project takes. */
  private isTaken(document: TextDocument): boolean {
    return !holdsYaml(document) && this.variableFiles.takersOf(fileOf(document.uri)).size > 0;
  }

  /** Whoever shows the Compose files is told when the user pauses: the file itself is asked for anyway. */
  private variablesChanged(document: TextDocument): void {
    const file = fileOf(document.uri);
    const isNew = this.files.open(file, document.getText());
    if (!isNew) return;
    this.variablesChanging?.();
    this.variablesChanging = this.host.after(pauseBeforeOthers, () => this.surroundingsChanged());
  }

  /** What kind of engine the user works with, as the client tells it. */
  private followEngine(): void {
    this.connection.onNotification(engineFactsMethod, (facts: EngineFactsMessage | null) => {
      this.engine.set(facts);
      this.surroundingsChanged();
    });
  }

  /** Which Docker Compose is installed, as the client tells it; what the settings say goes before. */
  private followCompose(): void {
    this.connection.onNotification(composeVersionMethod, ({ version }: ComposeVersionParams) => {
      this.installedCompose = readComposeVersion(version);
      this.surroundingsChanged();
    });
  }

  /** The level of the client's log, when it starts and when the user changes it. */
  private followLogLevel({ initializationOptions }: InitializeParams): void {
    this.log.setLevel((initializationOptions as { logLevel?: unknown } | undefined)?.logLevel);
    this.connection.onNotification(logLevelMethod, ({ level }: LogLevelParams) => this.log.setLevel(level));
  }

  private logFault(fault: RuleFault): void {
    this.log.error(`${fault.file ?? "a project"}: ${faultInWords(fault)}\n${stackOf(fault.error)}`);
  }

  private surroundingsChanged(): void {
    for (const listener of this.surroundingsListeners) listener();
  }
}

/** So long after a key in a file of variables other files are looked at anew, in milliseconds. */
const pauseBeforeOthers = 300;

function clientFacts(capabilities: ClientCapabilities): ClientFacts {
  return {
    pullsDiagnostics: capabilities.textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: capabilities.workspace?.diagnostics?.refreshSupport === true,
  };
}
