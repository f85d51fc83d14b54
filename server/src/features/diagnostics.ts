import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { yieldToEventLoop } from "../workspace/yieldToEventLoop";
import { NoLongerAsked } from "../workspace/turns";
import type { RegisterFeature } from "./context";
import { DiagnosticMaker } from "./lspDiagnostic";

/** Squiggles: pulled by clients that can, pushed to the others. */
export const registerDiagnostics: RegisterFeature = (context) => {
  const { connection, client } = context;
  const diagnostics = new DiagnosticMaker();
  if (!client.pullsDiagnostics) {
    const last = new WeakMap<TextDocument, object>();
    const push = async (document: TextDocument): Promise<void> => {
      const { uri, version } = document;
      const call = {};
      last.set(document, call);
      // A newer text, settings or files have their own call: what is about older ones must not arrive after it.
      const isLast = (): boolean => context.document(uri) === document && last.get(document) === call;
      await yieldToEventLoop();
      if (!isLast()) return;
      const reports = await context.shown(await context.reports(document, isLast), isLast);
      const items = reports.map((report) => diagnostics.of(report));
      if (isLast()) await connection.sendDiagnostics({ uri, version, diagnostics: items });
    };
    const pushLogged = (document: TextDocument): void => {
      push(document).catch((error: unknown) => {
        if (!(error instanceof NoLongerAsked)) connection.console.error(`${document.uri}: ${String(error)}`);
      });
    };
    context.onDidChange(pushLogged);
    context.onDidChangeEnvironment(() => context.documents().forEach(pushLogged));
    context.onDidClose((uri) => void connection.sendDiagnostics({ uri, diagnostics: [] }));
    return {};
  }
  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    await yieldToEventLoop();
    // Whoever types on has withdrawn the question about the text before.
    const stillAsked = (): boolean => !token.isCancellationRequested;
    try {
      if (!stillAsked()) throw new NoLongerAsked();
      const document = context.document(textDocument.uri);
      const reports =
        document === undefined ? [] : await context.shown(await context.reports(document, stillAsked), stillAsked);
      return { kind: DocumentDiagnosticReportKind.Full, items: reports.map((report) => diagnostics.of(report)) };
    } catch (error) {
      if (error instanceof NoLongerAsked) throw new ResponseError(LSPErrorCodes.RequestCancelled, error.message);
      throw error;
    }
  });
  if (client.refreshesDiagnostics) {
    context.onDidChangeEnvironment(() => {
      connection.languages.diagnostics.refresh().catch((error: unknown) => {
        connection.console.warn(`The editor does not ask for findings anew: ${String(error)}`);
      });
    });
  }
  return {
    diagnosticProvider: { identifier: "hostside", interFileDependencies: true, workspaceDiagnostics: false },
  };
};
