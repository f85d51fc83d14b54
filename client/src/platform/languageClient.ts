import * as vscode from "vscode";
import {
  CodeActionKind,
  CodeActionRequest,
  LanguageClient,
  LSPErrorCodes,
  ResponseError,
  State,
  TransportKind,
  type CodeActionParams,
  type LanguageClientOptions,
  type ServerOptions,
} from "vscode-languageclient/node";
import {
  checkWorkspaceMethod,
  composeShownMethod,
  composeVersionMethod,
  type ComposeVersionParams,
  engineFactsMethod,
  explainFileMethod,
  liveHostMethod,
  logLevelMethod,
  peersMethod,
  servicesMethod,
  type CheckWorkspaceResult,
  type EngineFactsMessage,
  type ExplainFileParams,
  type ExplainFileResult,
  type FindingSubject,
  type LiveHost,
  type LogLevelParams,
  type PeersParams,
  type ServicePlace,
  type ServicesParams,
} from "../../../shared/protocol";
import { projectPlacesMethod, type ProjectPlaces } from "../../../shared/projectPlaces";
import type { LogLevel } from "../../../shared/logger";
import { errorText, type Logger } from "./logger";
import { followComposeShown } from "./composeShown";
import { type Moving, movingWith } from "./moving";
import { type Renaming, renamingWith } from "./renaming";
import { type Extensions, followPeers, presentPeers } from "./presentPeers";

/** A finding in a document, and what the server would do about it before anything else. */
export interface FixableFinding {
  readonly rule: string;
  /** Absent where its rule does not say it. */
  readonly about?: FindingSubject;
  readonly range: vscode.Range;
  /** Absent where it has nothing to offer. */
  readonly edit?: vscode.WorkspaceEdit;
}

/** The language server as the rest of the extension sees it. */
export interface LanguageServer {
  /** Starts the server unless that was done. Resolves once it is ready, or has failed, which has been said. */
  start(): Promise<boolean>;
  /** Checks every Compose file of the workspace. Throws where the server does not run. */
  checkWorkspace(token: vscode.CancellationToken, signal: AbortSignal): Promise<CheckWorkspaceResult>;
  /** How a file is read, as Markdown; undefined where there is no such file. Throws where the server does not run. */
  explainFile(uri: vscode.Uri, signal: AbortSignal): Promise<string | undefined>;
  /** Tells it what kind of engine the user works with; null where none answers. A server that does not run is not told. */
  sendEngineFacts(facts: EngineFactsMessage | null): Promise<void>;
  /** Tells it what runs; null where nothing is known. A server that does not run is not told. */
  sendLiveHost(host: LiveHost | null): Promise<void>;
  /** Tells it which Docker Compose is installed. A server that does not run is not told. */
  sendComposeVersion(version: string): Promise<void>;
  /** After each start of a server: the first, and those in the place of one that crashed, which know nothing. */
  readonly onDidStart: vscode.Event<void>;
  /** Renames without a provider. Throws where the server does not run. */
  readonly renaming: Renaming;
  /** Moves services between networks. Throws where the server does not run. */
  readonly moving: Moving;
  /** Where the services of an open document stand; none where the server does not run, which is not started for this. */
  services(uri: vscode.Uri, token: vscode.CancellationToken): Promise<readonly ServicePlace[]>;
  /** Where an open document says what an engine may contradict; undefined where it is no Compose file. Starts no server. */
  projectPlaces(uri: vscode.Uri, token: vscode.CancellationToken): Promise<ProjectPlaces | undefined>;
  /** The findings in a range of an open document that something can be done about, if only to suppress them. */
  fixableFindings(
    uri: vscode.Uri,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<readonly FixableFinding[]>;
  dispose(): void;
}

/**
 * The server over node-ipc, which is started when somebody needs it. It gets every YAML document and decides by name and
 * content which are Compose files. Where it cannot start, one message says so and everything else works on.
 */
export function connectLanguageServer(
  serverModule: string,
  channel: vscode.LogOutputChannel,
  log: Logger,
  extensions: Extensions,
): LanguageServer {
  const transport = TransportKind.ipc;
  const serverOptions: ServerOptions = {
    run: { module: serverModule, transport },
    debug: { module: serverModule, transport, options: { execArgv: ["--nolazy", "--inspect=6009"] } },
  };
  const clientOptions: LanguageClientOptions = {
    documentSelector: ["yaml", "dockercompose"].flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]),
    // The server asks for `hostside` by workspace/configuration, and registers for its changes and for those of files.
    outputChannel: channel,
    // Of each server that is started: the first, and those in the place of one that crashed.
    initializationOptions: () => ({ logLevel: levels[channel.logLevel], peers: presentPeers(extensions) }),
    // The message is said once, below; the server is not started again after a failed handshake.
    initializationFailedHandler: () => false,
  };
  const client = new LanguageClient("hostside", "Hostside", serverOptions, clientOptions);
  const running = new vscode.EventEmitter<void>();
  const states = client.onDidChangeState(({ newState }) => {
    // That it has started it says itself; that it has ended, or crashed, it may not have been able to.
    if (newState === State.Stopped) log.info("The language server has ended.");
    if (newState === State.Running) running.fire();
  });
  const levelChanges = channel.onDidChangeLogLevel((level) => {
    const params: LogLevelParams = { level: levels[level] };
    if (client.state === State.Running) void client.sendNotification(logLevelMethod, params);
  });
  const peerChanges = followPeers(extensions, (peers) => {
    const params: PeersParams = { peers };
    if (client.state === State.Running) void client.sendNotification(peersMethod, params);
  });
  const shown = followComposeShown(vscode.window, () => {
    const isContested = presentPeers(extensions).includes("docker.docker");
    if (isContested && client.state === State.Running) void client.sendNotification(composeShownMethod);
  });
  let started: Promise<boolean> | undefined;
  const start = (): Promise<boolean> =>
    (started ??= client.start().then(
      () => true,
      (error: unknown) => {
        log.error(`The language server did not start: ${errorText(error)}`);
        void offerLog(channel);
        return false;
      },
    ));
  const isRunning = async (): Promise<boolean> => started !== undefined && (await started);
  /** Asks what a person waits for. Throws where the server does not run, or where the person waits no longer. */
  const ask = async <T>(
    method: string,
    params: object | undefined,
    signal: AbortSignal,
    token?: vscode.CancellationToken,
  ): Promise<T> => {
    if (!(await start())) {
      throw new Error(vscode.l10n.t("the language server is not running; reload the window to start it again"));
    }
    const cancellation = new vscode.CancellationTokenSource();
    const registration = token?.onCancellationRequested(() => cancellation.cancel());
    signal.addEventListener("abort", () => cancellation.cancel(), { once: true });
    try {
      return await client.sendRequest<T>(method, params, cancellation.token);
    } catch (error) {
      // The server ends what a second request of the same kind replaces.
      const isReplaced = error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
      if (isReplaced || cancellation.token.isCancellationRequested) throw new vscode.CancellationError();
      throw error;
    } finally {
      registration?.dispose();
      cancellation.dispose();
    }
  };
  return {
    start,
    onDidStart: running.event,
    renaming: renamingWith(client, ask),
    moving: movingWith(client, ask),
    checkWorkspace: (token, signal) => ask<CheckWorkspaceResult>(checkWorkspaceMethod, undefined, signal, token),
    explainFile: async (uri, signal) => {
      const params: ExplainFileParams = { uri: uri.toString() };
      return (await ask<ExplainFileResult | null>(explainFileMethod, params, signal))?.text;
    },
    sendEngineFacts: async (facts) => {
      // Whoever is started later is told then.
      if (await isRunning()) await client.sendNotification(engineFactsMethod, facts);
    },
    sendLiveHost: async (host) => {
      if (await isRunning()) await client.sendNotification(liveHostMethod, host);
    },
    sendComposeVersion: async (version) => {
      const params: ComposeVersionParams = { version };
      if (await isRunning()) await client.sendNotification(composeVersionMethod, params);
    },
    services: async (uri, token) => {
      if (!(await isRunning()) || token.isCancellationRequested) return [];
      const params: ServicesParams = { textDocument: { uri: uri.toString() } };
      return client.sendRequest<ServicePlace[]>(servicesMethod, params, token);
    },
    projectPlaces: async (uri, token) => {
      if (!(await isRunning()) || token.isCancellationRequested) return undefined;
      const params: ServicesParams = { textDocument: { uri: uri.toString() } };
      return (await client.sendRequest<ProjectPlaces | null>(projectPlacesMethod, params, token)) ?? undefined;
    },
    fixableFindings: async (uri, range, token) => {
      if (!(await isRunning()) || token.isCancellationRequested) return [];
      const converter = client.protocol2CodeConverter;
      const params: CodeActionParams = {
        textDocument: { uri: uri.toString() },
        range: client.code2ProtocolConverter.asRange(range),
        context: { diagnostics: [], only: [CodeActionKind.QuickFix] },
      };
      const actions = await client.sendRequest(CodeActionRequest.type, params, token);
      const found = new Map<string, FixableFinding>();
      for (const action of actions ?? []) {
        const [about] = "diagnostics" in action ? (action.diagnostics ?? []) : [];
        if (about === undefined || !("diagnostics" in action)) continue;
        const { code, message, range: place } = about;
        const data = about.data as FindingSubject | undefined;
        const key = JSON.stringify([code, message, place]);
        const edit =
          action.isPreferred === true ? await converter.asWorkspaceEdit(action.edit, token) : found.get(key)?.edit;
        found.set(key, {
          rule: String(code),
          range: converter.asRange(place),
          ...(data === undefined ? {} : { about: data }),
          ...(edit === undefined ? {} : { edit }),
        });
      }
      return [...found.values()];
    },
    dispose: () => {
      for (const part of [states, running, levelChanges, peerChanges, shown]) part.dispose();
      // A server that never started cannot be stopped; it is gone either way.
      void client.dispose().catch((error: unknown) => log.debug(String(error)));
    },
  };
}

/** What the server sends for the channel's level; a channel that is off shows nothing of it. */
const levels: Readonly<Record<vscode.LogLevel, LogLevel>> = {
  [vscode.LogLevel.Off]: "error",
  [vscode.LogLevel.Trace]: "trace",
  [vscode.LogLevel.Debug]: "debug",
  [vscode.LogLevel.Info]: "info",
  [vscode.LogLevel.Warning]: "warn",
  [vscode.LogLevel.Error]: "error",
};

async function offerLog(channel: vscode.LogOutputChannel): Promise<void> {
  const showLog = vscode.l10n.t("Show Log");
  const sentence = vscode.l10n.t(
    "Hostside cannot check Compose files: its language server did not start. The Docker Network view still works.",
  );
  if ((await vscode.window.showErrorMessage(sentence, showLog)) === showLog) channel.show();
}
