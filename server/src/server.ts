import { fileURLToPath } from "node:url";
import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type ServerCapabilities,
  TextDocuments,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { version } from "../../package.json";
import { isComposeFileName, looksLikeCompose } from "./compose/recognise";
import type { ComposeDocument } from "./compose/syntax/document";
import type { FileId } from "./compose/syntax/node";
import type { ClientFacts, FeatureContext } from "./features/context";
import { features } from "./features/table";
import { Analyser } from "./workspace/analyse";
import { FileCache } from "./workspace/fileCache";
import { fileOf, forwardSlashes } from "./workspace/fileId";
import { Projects } from "./workspace/projects";
import type { FileSystem } from "./workspace/fileSystem";
import type { Report } from "./workspace/report";
import { readSeverities } from "./workspace/settings";
import type { SeverityOverrides } from "./rules/run";

/** Serves one client over a connection until it disconnects. */
export function serve(connection: Connection, files: FileSystem): void {
  connection.onInitialize((params) => {
    const session = new Session(connection, files, params);
    return {
      capabilities: session.capabilities,
      serverInfo: { name: "hostside", version },
    };
  });
  connection.listen();
}

/** One client's documents, settings and features. */
class Session {
  private readonly documents = new TextDocuments(TextDocument);
  private readonly files: FileCache;
  private readonly projects: Projects;
  private readonly analyser: Analyser;
  private readonly surroundingsListeners: (() => void)[] = [];
  private severities: Promise<SeverityOverrides> | undefined;
  private workspaceFolders: Promise<readonly string[]> | undefined;
  readonly capabilities: ServerCapabilities;

  constructor(
    private readonly connection: Connection,
    disk: FileSystem,
    private readonly params: InitializeParams,
  ) {
    this.files = new FileCache(disk);
    this.projects = new Projects(this.files, { environment: () => undefined });
    this.analyser = new Analyser(this.files);
    const context: FeatureContext = {
      connection,
      files: disk,
      client: clientFacts(params.capabilities),
      document: (uri) => this.documents.get(uri),
      documents: () => this.documents.all(),
      compose: (document) => this.compose(document),
      folders: () => this.folders(),
      reports: (document) => this.reports(document),
      reportsOf: (uri) => this.reportsOf(fileOf(uri)),
      onDidChange: (listener) => this.documents.onDidChangeContent(({ document }) => listener(document)),
      onDidClose: (listener) => this.documents.onDidClose(({ document }) => listener(document.uri)),
      onDidChangeSurroundings: (listener) => this.surroundingsListeners.push(listener),
    };
    this.capabilities = Object.assign(
      {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      ...features.map((register) => register(context)),
    ) as ServerCapabilities;
    this.documents.listen(connection);
    this.followFiles();
    this.followSettings();
  }

  /** The findings in one open document, as part of every project that it belongs to. */
  private async reports(document: TextDocument): Promise<readonly Report[]> {
    return this.compose(document) === undefined ? [] : this.reportsOf(fileOf(document.uri));
  }

  /** An open document as Compose reads it; undefined for one that is no Compose file. */
  private compose(document: TextDocument): ComposeDocument | undefined {
    const { uri, languageId } = document;
    const parsed = this.files.open(fileOf(uri), document.getText());
    const compose = languageId === "dockercompose" || isComposeFileName(uri) || looksLikeCompose(parsed);
    return compose ? parsed : undefined;
  }

  private async reportsOf(file: FileId): Promise<readonly Report[]> {
    const [severities, roots] = await Promise.all([this.settings(), this.folders()]);
    const projects = await this.projects.of(file, roots.map(forwardSlashes));
    const [only] = projects;
    if (only !== undefined && projects.length === 1) {
      return this.analyser.reports(only, severities).filter((report) => report.file === file);
    }
    const reports = new Map<string, Report>();
    for (const project of projects) {
      for (const report of this.analyser.reports(project, severities)) {
        if (report.file === file) reports.set(JSON.stringify(report), report);
      }
    }
    return [...reports.values()];
  }

  /** What happens to files outside the editor, as the client's watchers tell it. */
  private followFiles(): void {
    this.documents.onDidOpen(({ document }) => this.files.open(fileOf(document.uri), document.getText()));
    this.documents.onDidClose(({ document }) => this.files.close(fileOf(document.uri)));
    this.connection.onDidChangeWatchedFiles(({ changes }) => {
      for (const { uri } of changes) this.files.changedOnDisk(fileOf(uri));
      for (const listener of this.surroundingsListeners) listener();
    });
  }

  private followSettings(): void {
    const { connection, params } = this;
    connection.onInitialized(() => {
      if (params.capabilities.workspace?.workspaceFolders === true) {
        connection.workspace.onDidChangeWorkspaceFolders(() => {
          this.workspaceFolders = undefined;
          for (const listener of this.surroundingsListeners) listener();
        });
      }
      if (params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
        void connection.client.register(DidChangeConfigurationNotification.type, { section: "hostside" });
      }
    });
    connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
      this.severities =
        params.capabilities.workspace?.configuration === true
          ? undefined
          : Promise.resolve(this.understood(rulesOf(settings)));
      for (const listener of this.surroundingsListeners) listener();
    });
  }

  private settings(): Promise<SeverityOverrides> {
    this.severities ??= this.askForSettings();
    return this.severities;
  }

  private async askForSettings(): Promise<SeverityOverrides> {
    if (this.params.capabilities.workspace?.configuration !== true) {
      const options = this.params.initializationOptions as { settings?: unknown } | undefined;
      return this.understood(rulesOf(options?.settings));
    }
    try {
      return this.understood(await this.connection.workspace.getConfiguration("hostside.rules"));
    } catch (error) {
      this.connection.console.error(`The settings could not be read, the rules' defaults apply: ${String(error)}`);
      return {};
    }
  }

  private understood(setting: unknown): SeverityOverrides {
    const { severities, problems } = readSeverities(setting);
    for (const problem of problems) this.connection.console.warn(`Setting hostside.rules: ${problem}.`);
    return severities;
  }

  private folders(): Promise<readonly string[]> {
    this.workspaceFolders ??= this.askForFolders();
    return this.workspaceFolders;
  }

  private async askForFolders(): Promise<readonly string[]> {
    const { capabilities, workspaceFolders } = this.params;
    const asks = capabilities.workspace?.workspaceFolders === true;
    const folders = asks ? await this.connection.workspace.getWorkspaceFolders() : workspaceFolders;
    return (folders ?? []).filter(({ uri }) => uri.startsWith("file:")).map(({ uri }) => fileURLToPath(uri));
  }
}

function rulesOf(settings: unknown): unknown {
  return (settings as { hostside?: { rules?: unknown } } | null | undefined)?.hostside?.rules;
}

function clientFacts(capabilities: ClientCapabilities): ClientFacts {
  return {
    pullsDiagnostics: capabilities.textDocument?.diagnostic !== undefined,
    refreshesDiagnostics: capabilities.workspace?.diagnostics?.refreshSupport === true,
  };
}
