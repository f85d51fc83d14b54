import { type ChildProcess, spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type LogMessageParams,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Registration,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import type { LogLevel } from "../../shared/logger";
import { eventually } from "../eventually";

const server = new URL("../../dist/server.js", import.meta.url).pathname;

/** A service in host mode with a port that is discarded. */
export const composeText = `services:
  web:
    image: nginx
    network_mode: host
    ports:
      - "8080:80"
`;

/** A client of the built server over stdio, with what the server sent to it. */
export class Client {
  readonly published: PublishDiagnosticsParams[] = [];
  private readonly waiting = new Set<() => void>();
  settings: unknown = {};
  refreshes = 0;
  compose: unknown = {};
  readonly registrations: Registration[] = [];
  readonly logged: LogMessageParams[] = [];
  /** What the client answers; a test may put others in their place. */
  onConfiguration: () => unknown = () => [this.settings, this.compose];
  onRefresh: () => unknown = () => null;
  onFolders: () => unknown = () => undefined;

  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
  ) {}

  static async start(
    capabilities: ClientCapabilities,
    folder?: string,
    nodeOptions: readonly string[] = [],
    {
      program = server,
      logLevel,
      locale,
    }: { readonly program?: string; readonly logLevel?: LogLevel; readonly locale?: string } = {},
  ): Promise<Client & { result: InitializeResult }> {
    const child = spawn(process.execPath, [...nodeOptions, program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new Client(child, connection);
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      client.published.push(params);
      for (const told of [...client.waiting]) told();
    });
    connection.onNotification("window/logMessage", (params: LogMessageParams) => {
      client.logged.push(params);
      for (const told of [...client.waiting]) told();
    });
    connection.onRequest("workspace/configuration", () => client.onConfiguration());
    connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
      client.registrations.push(...registrations);
      for (const told of [...client.waiting]) told();
      return null;
    });
    connection.onRequest("workspace/diagnostic/refresh", () => {
      client.refreshes += 1;
      for (const told of [...client.waiting]) told();
      return client.onRefresh();
    });
    connection.onRequest("workspace/workspaceFolders", () => client.onFolders() ?? workspaceFolders);
    const workspaceFolders = folder === undefined ? null : [{ uri: pathToFileURL(folder).href, name: "folder" }];
    connection.listen();
    const result = await connection.sendRequest<InitializeResult>("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities,
      ...(locale === undefined ? {} : { locale }),
      workspaceFolders,
      ...(logLevel === undefined ? {} : { initializationOptions: { logLevel } }),
    });
    await connection.sendNotification("initialized", {});
    return Object.assign(client, { result });
  }

  async open(uri: string, text: string, languageId = "yaml"): Promise<void> {
    await this.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  pull(uri: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
  }

  async items(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    return report.kind === "full" ? report.items : [];
  }

  /** Waits for a message that makes the condition true; where none does, it says what the server has sent. */
  async until(condition: () => boolean): Promise<void> {
    await eventually(
      (listener) => {
        this.waiting.add(listener);
        return { dispose: () => this.waiting.delete(listener) };
      },
      () => (condition() ? true : undefined),
      { within: 15_000, seen: () => ({ refreshes: this.refreshes, published: this.published, logged: this.logged }) },
    );
  }

  async stop(): Promise<number | null> {
    const exit = new Promise<number | null>((resolve) => this.process.once("exit", resolve));
    await this.connection.sendRequest("shutdown");
    await this.connection.sendNotification("exit");
    const code = await exit;
    this.connection.dispose();
    return code;
  }
}

/** What a client says of itself that pulls its diagnostics, as VS Code does. */
export const pulling: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix"] } } },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
  },
};
