import { randomUUID } from "node:crypto";
import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Report } from "../workspace/report";
import type { StillAsked } from "../workspace/turns";
import { fileOf } from "../workspace/fileId";
import { registerCheckWorkspace } from "./checkWorkspace";
import type { RegisterFeature } from "./context";
import { DiagnosticMaker } from "./lspDiagnostic";
import { PullRegistration, registeredForGood } from "./pullRegistration";
import { ResultIds } from "./resultIds";
import { answering, run } from "./run";
import { registerWorkspaceDiagnostics } from "./workspaceDiagnostics";

/** Squiggles: pulled by clients that can, pushed to the others. The command that checks all files knows which way it is. */
export const registerDiagnostics: RegisterFeature = (context) => {
  const { connection, client } = context;
  const diagnostics = new DiagnosticMaker(context.speak);
  // Who pulls and cannot be asked to pull again would never see what is left out.
  const comesBack = !client.pullsDiagnostics || client.refreshesDiagnostics;
  const shown = async (document: TextDocument, stillAsked: StillAsked): Promise<readonly Report[]> => {
    const reports = await context.shown(await context.reports(document, stillAsked), stillAsked);
    return comesBack && stillAsked() ? context.whileTyping(document, reports) : reports;
  };
  if (!client.pullsDiagnostics) {
    const last = new WeakMap<TextDocument, object>();
    const push = (document: TextDocument): void => {
      const { uri, version } = document;
      const call = {};
      last.set(document, call);
      // A newer text, settings or files have their own call: what is about older ones must not arrive after it.
      const stillAsked = (): boolean => context.document(uri) === document && last.get(document) === call;
      const work = async (): Promise<void> => {
        const items = (await shown(document, stillAsked)).map((report) => diagnostics.of(report));
        if (stillAsked()) await connection.sendDiagnostics({ uri, version, diagnostics: items });
      };
      void run({ name: "diagnostics", uri, stillAsked, work }, context.log);
    };
    context.onDidChange(push);
    context.onDidPause(push);
    context.onDidChangeEnvironment(() => context.documents().forEach(push));
    context.onDidClose((uri) => void connection.sendDiagnostics({ uri, diagnostics: [] }));
    return registerCheckWorkspace(context, undefined);
  }
  const ids = new ResultIds(randomUUID());
  context.onDidClose((uri) => ids.forget(fileOf(uri)));
  const pull = async (
    { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
    stillAsked: StillAsked,
  ): Promise<DocumentDiagnosticReport> => {
    const document = context.document(uri);
    if (document === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    const items = (await shown(document, stillAsked)).map((report) => diagnostics.of(report));
    if (!stillAsked() || context.document(uri) !== document) return { kind: DocumentDiagnosticReportKind.Full, items };
    const resultId = ids.of(fileOf(uri), items);
    if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  };
  connection.languages.diagnostics.on(answering("textDocument/diagnostic", context.log, pull));
  if (client.refreshesDiagnostics) {
    const refresh = (): void => {
      connection.languages.diagnostics.refresh().catch((error: unknown) => {
        context.log.warn(`The editor does not ask for findings anew: ${String(error)}`);
      });
    };
    context.onDidPause(refresh);
    context.onDidChangeEnvironment(refresh);
  }
  registerCheckWorkspace(context, registerWorkspaceDiagnostics(context, ids));
  if (!client.registersDiagnostics) return { diagnosticProvider: registeredForGood };
  const isWanted = async (): Promise<boolean> => (await context.settings()).checks === "workspace";
  const registration = new PullRegistration(connection, context.log, isWanted);
  context.onDidInitialize(() => registration.follow());
  context.onDidChangeEnvironment((files) => {
    if (files === undefined) registration.follow();
  });
  return { diagnosticProvider: registration.first };
};
