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
import { isComposeFileName, looksLikeCompose } from "./compose/recognise";
import { ComposeDocument } from "./compose/syntax/document";
import type { ClientFacts, FeatureContext } from "./features/context";
import { features } from "./features/table";
import { analyse } from "./workspace/analyse";
import type { FileSystem } from "./workspace/fileSystem";
import type { Report } from "./workspace/report";
import { readSeverities } from "./workspace/settings";
import type { SeverityOverrides } from "./rules/run";

/** The version that the server tells its client; the manifest's, put in place by the build. */
declare const HOSTSIDE_VERSION: string;

/** Serves one client over a connection until it disconnects. */
export function serve(connection: Connection, files: FileSystem): void {
  connection.onInitialize((params) => {
    const session = new Session(connection, files, params);
    return {
      capabilities: session.capabilities,
      serverInfo: { name: "hostside", version: HOSTSIDE_VERSION },
    };
  });
  connection.listen();
}

/** One client's documents, settings and features. */
class Session {
  private readonly documents = new TextDocuments(TextDocument);
  private readonly analysed = new WeakMap<TextDocument, { version: number; reports: Promise<readonly Report[]> }>();
  private readonly settingsListeners: (() => void)[] = [];
  private severities: Promise<SeverityOverrides> | undefined;
  readonly capabilities: ServerCapabilities;

  constructor(
    private readonly connection: Connection,
    files: FileSystem,
    private readonly params: InitializeParams,
  ) {
    const context: FeatureContext = {
      connection,
      files,
      client: clientFacts(params.capabilities),
      document: (uri) => this.documents.get(uri),
      documents: () => this.documents.all(),
      folders: () => this.folders(),
      reports: (document) => this.reports(document),
      reportsOf: async (uri, text) => this.analyse(ComposeDocument.parse(uri, text), await this.settings()),
      onDidChange: (listener) => this.documents.onDidChangeContent(({ document }) => listener(document)),
      onDidClose: (listener) => this.documents.onDidClose(({ document }) => listener(document.uri)),
      onDidChangeSettings: (listener) => this.settingsListeners.push(listener),
    };
    this.capabilities = Object.assign(
      {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      ...features.map((register) => register(context)),
    ) as ServerCapabilities;
    this.documents.listen(connection);
    this.followSettings();
  }

  private reports(document: TextDocument): Promise<readonly Report[]> {
    const known = this.analysed.get(document);
    if (known?.version === document.version) return known.reports;
    const reports = this.settings().then((severities) => {
      const parsed = ComposeDocument.parse(document.uri, document.getText());
      const compose =
        document.languageId === "dockercompose" || isComposeFileName(document.uri) || looksLikeCompose(parsed);
      return compose ? this.analyse(parsed, severities) : [];
    });
    this.analysed.set(document, { version: document.version, reports });
    return reports;
  }

  private analyse(document: ComposeDocument, severities: SeverityOverrides): readonly Report[] {
    return analyse(document, { severities, variables: () => undefined });
  }

  private followSettings(): void {
    const { connection, params } = this;
    connection.onInitialized(() => {
      if (params.capabilities.workspace?.didChangeConfiguration?.dynamicRegistration === true) {
        void connection.client.register(DidChangeConfigurationNotification.type, { section: "hostside" });
      }
    });
    connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
      this.severities =
        params.capabilities.workspace?.configuration === true
          ? undefined
          : Promise.resolve(this.understood(rulesOf(settings)));
      for (const document of this.documents.all()) this.analysed.delete(document);
      for (const listener of this.settingsListeners) listener();
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

  private async folders(): Promise<string[]> {
    const { capabilities, workspaceFolders } = this.params;
    const folders =
      capabilities.workspace?.workspaceFolders === true
        ? await this.connection.workspace.getWorkspaceFolders()
        : workspaceFolders;
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
