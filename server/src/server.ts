import {
  type ClientCapabilities,
  type Connection,
  FileChangeType,
  type InitializeParams,
  type ServerCapabilities,
  TextDocuments,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { version } from "../../package.json";
import { ClientSettings } from "./session/clientSettings";
import type { VariableLookup } from "./compose/interpolation/template";
import type { FileId } from "./compose/syntax/node";
import type { Rule } from "./linter/rule";
import { mergeCapabilities } from "./features/capabilities";
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
import { speakerOf, type Translations } from "../../shared/text";
import { ConnectionLog } from "./session/connectionLog";
import { holdsYaml } from "./session/documentKinds";
import { DocumentReadings } from "./session/documentReadings";
import { ToldHost } from "./session/liveHost";
import { PresentPeers } from "./session/peers";
import { type After, Typing } from "./session/typing";
import { VariableFiles } from "./session/variableFiles";
import { WatchedFiles } from "./session/watchedFiles";
import { WorkspaceFolders } from "./session/workspaceFolders";
import { type ComposeVersion, readComposeVersion } from "./compose/project/composeVersion";
import { CurrentEngine } from "./workspace/engine";
import { FileCache } from "./workspace/fileCache";
import { fileOf } from "./workspace/fileId";
import type { FileSystem } from "./workspace/fileSystem";
import { placeInFile } from "./workspace/placeInFile";
import { Rerun } from "./workspace/rerun";
import { Turns } from "./workspace/turns";

/** What a server takes from the machine that it runs on, and the rules that it runs. */
export interface Host {
  readonly files: FileSystem;
  /** The environment of the process, used where the user allows. */
  readonly environment: VariableLookup;
  /** What runs the server, for the log: `Node.js v22.1.0`. */
  readonly runtime: string;
  readonly rules: readonly Rule[];
  /** What the texts are in a language; nothing of one that nobody has translated to. */
  readonly translations: (locale: string) => Translations;
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
  private readonly settings: ClientSettings;
  private readonly readings: DocumentReadings;
  private readonly engine = new CurrentEngine();
  private installedCompose: ComposeVersion;
  private readonly initializedListeners: (() => void)[] = [];
  private readonly environmentListeners: ((files?: readonly FileId[]) => void)[] = [];
  private readonly fileListeners: ((came: readonly FileId[]) => void)[] = [];
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
    const { files: disk, rules, after, environment } = host;
    const locale = params.locale ?? "en";
    const speak = speakerOf(host.translations(locale), locale);
    this.typing = new Typing(after);
    this.log = new ConnectionLog(connection.console);
    const turns = new Turns();
    this.files = new FileCache(disk, turns, "open files");
    this.settings = new ClientSettings(connection, this.log, params, () => this.environmentChanged());
    this.watched = new WatchedFiles(connection, this.log, params);
    this.variableFiles = new VariableFiles(connection, this.log, params.capabilities);
    this.folders = new WorkspaceFolders(connection, this.log, params, () => {
      this.watched.foldersChanged();
      this.environmentChanged();
    });
    this.compareWithDisk = new Rerun(async () => {
      const changed = await this.files.compareWithDisk();
      if (changed.length > 0) this.environmentChanged(changed);
    });
    const { documents, files, log, settings, folders, watched, variableFiles, engine } = this;
    const readings = new DocumentReadings({
      ...{ documents, files, log, settings, folders, watched, variableFiles, engine, rules, environment, speak },
      installedCompose: () => this.installedCompose,
      settled: () => this.compareWithDisk.settled(),
    });
    this.readings = readings;
    const peers = new PresentPeers(connection, params);
    const told = new ToldHost(connection);
    const context: FeatureContext = {
      connection,
      log,
      files: disk,
      client: clientFacts(params.capabilities),
      speak,
      document: (uri) => documents.get(uri),
      documents: () => documents.all(),
      compose: (document, stillAsked) => readings.compose(document, stillAsked),
      projects: async (uri, stillAsked) => (await readings.reading(fileOf(uri), stillAsked)).projects,
      meetIncluder: (uri, stillAsked) => readings.meetIncluder(fileOf(uri), stillAsked),
      mayDiffer: (files) => this.environmentChanged(files),
      parsed: (file) => readings.parsed(file),
      takersOf: (file) => variableFiles.takersOf(file),
      placeInFile: (place) => placeInFile(place, { document: (file) => readings.parsed(file), text: files.text }),
      peers: () => peers.current,
      liveHost: () => told.current,
      onDidChangePeers: (listener) => peers.onDidChange(listener),
      settings: () => settings.current(),
      onDidInitialize: (listener) => this.initializedListeners.push(listener),
      folders: () => folders.current(),
      reports: (document, stillAsked) => readings.reports(document, stillAsked),
      reportsOf: (uri, stillAsked) => readings.reportsOf(fileOf(uri), stillAsked),
      findings: (uri, stillAsked) => readings.findings(fileOf(uri), stillAsked),
      turnInBackground: () => turns.next(true),
      release: () => readings.release(),
      after,
      inTurns: (steps, stillAsked) => readings.inTurns(steps, stillAsked),
      explanationOf: (uri, stillAsked) => readings.explanationOf(uri, stillAsked),
      shown: (reports, stillAsked) => readings.shown(reports, stillAsked),
      whileTyping: (document, reports) => this.typing.shown(document, reports),
      onDidPause: (listener) => this.typing.onDidPause(listener),
      onDidStopTyping: (listener) => this.typing.onDidStop(listener),
      onDidChange: (listener) => this.documents.onDidChangeContent(({ document }) => listener(document)),
      onDidClose: (listener) => this.documents.onDidClose(({ document }) => listener(document.uri)),
      onDidChangeFiles: (listener) => this.fileListeners.push(listener),
      onDidChangeEnvironment: (listener) => this.environmentListeners.push(listener),
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
      for (const listener of this.initializedListeners) listener();
    });
    this.followEngine();
    this.followCompose();
    connection.onShutdown(() => this.log.info(`The language server ${version} ends.`));
  }

  /** What happens to files outside the editor: as the client tells it, and by a look of our own where somebody comes or saves. */
  private followFiles(): void {
    this.documents.onDidOpen(({ document }) => {
      this.files.open(fileOf(document.uri), document.getText());
      if (this.isTaken(document)) this.environmentChanged([fileOf(document.uri)]);
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
      this.readings.release();
      void this.readings.forget();
      if (this.isTaken(document)) this.environmentChanged([fileOf(document.uri)]);
    });
    this.connection.onDidChangeWatchedFiles(({ changes }) => {
      const known = changes.map(({ uri }) => fileOf(uri)).filter((file) => this.files.changedOnDisk(file));
      if (known.length > 0) this.environmentChanged(known);
      const isOther = changes.some(({ type }) => type !== FileChangeType.Changed);
      const came = changes.filter(({ type }) => type === FileChangeType.Created).map(({ uri }) => fileOf(uri));
      if (isOther) for (const listener of this.fileListeners) listener(came);
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
    this.variablesChanging = this.host.after(pauseBeforeOthers, () => this.environmentChanged([file]));
  }

  /** What kind of engine the user works with, as the client tells it. */
  private followEngine(): void {
    this.connection.onNotification(engineFactsMethod, (facts: EngineFactsMessage | null) => {
      this.engine.set(facts);
      this.environmentChanged();
    });
  }

  /** Which Docker Compose is installed, as the client tells it; what the settings say goes before. */
  private followCompose(): void {
    this.connection.onNotification(composeVersionMethod, ({ version }: ComposeVersionParams) => {
      this.installedCompose = readComposeVersion(version);
      this.environmentChanged();
    });
  }

  /** The level of the client's log, when it starts and when the user changes it. */
  private followLogLevel({ initializationOptions }: InitializeParams): void {
    this.log.setLevel((initializationOptions as { logLevel?: unknown } | undefined)?.logLevel);
    this.connection.onNotification(logLevelMethod, ({ level }: LogLevelParams) => this.log.setLevel(level));
  }

  /** Files alone have changed, or something that every file may depend on. */
  private environmentChanged(files?: readonly FileId[]): void {
    for (const listener of this.environmentListeners) listener(files);
  }
}

/** So long after a key in a file of variables other files are looked at anew, in milliseconds. */
const pauseBeforeOthers = 300;

function clientFacts(capabilities: ClientCapabilities): ClientFacts {
  return {
    showsDisabledActions: capabilities.textDocument?.codeAction?.disabledSupport === true,
    pullsDiagnostics: capabilities.textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: capabilities.workspace?.diagnostics?.refreshSupport === true,
    registersDiagnostics: capabilities.textDocument?.diagnostic?.dynamicRegistration === true,
    showsProgress: capabilities.window?.workDoneProgress === true,
    refreshesInlayHints: capabilities.workspace?.inlayHint?.refreshSupport === true,
    linksDefinitions: capabilities.textDocument?.definition?.linkSupport === true,
    registersRename: capabilities.textDocument?.rename?.dynamicRegistration === true,
    registersHighlight: capabilities.textDocument?.documentHighlight?.dynamicRegistration === true,
    takesDocumentChanges: capabilities.workspace?.workspaceEdit?.documentChanges === true,
    asksAboutChanges: capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
  };
}
