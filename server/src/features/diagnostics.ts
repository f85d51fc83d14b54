import { DocumentDiagnosticReportKind, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { othersTurn } from "../workspace/othersTurn";
import type { RegisterFeature } from "./context";
import { DiagnosticMaker } from "./lspDiagnostic";

/** Squiggles: pulled by clients that can, pushed to the others. */
export const registerDiagnostics: RegisterFeature = (context) => {
  const { connection, client } = context;
  const diagnostics = new DiagnosticMaker();
  if (!client.pullsDiagnostics) {
    const push = async (document: TextDocument): Promise<void> => {
      const { uri, version } = document;
      await othersTurn();
      if (context.document(uri)?.version !== version) return;
      const items = (await context.reports(document)).map((report) => diagnostics.of(report));
      // A newer version has its own call; what is about an older text must not arrive after it.
      if (context.document(uri)?.version !== version) return;
      await connection.sendDiagnostics({ uri, version, diagnostics: items });
    };
    const pushLogged = (document: TextDocument): void => {
      push(document).catch((error: unknown) => connection.console.error(`${document.uri}: ${String(error)}`));
    };
    context.onDidChange(pushLogged);
    context.onDidChangeSurroundings(() => context.documents().forEach(pushLogged));
    context.onDidClose((uri) => void connection.sendDiagnostics({ uri, diagnostics: [] }));
    return {};
  }
  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    await othersTurn();
    // Whoever types on has withdrawn the question about the text before.
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "no longer asked");
    const document = context.document(textDocument.uri);
    const items =
      document === undefined ? [] : (await context.reports(document)).map((report) => diagnostics.of(report));
    return { kind: DocumentDiagnosticReportKind.Full, items };
  });
  if (client.refreshesDiagnostics) {
    context.onDidChangeSurroundings(() => void connection.languages.diagnostics.refresh());
  }
  return {
    diagnosticProvider: { identifier: "hostside", interFileDependencies: true, workspaceDiagnostics: false },
  };
};
