import { fileURLToPath, pathToFileURL } from "node:url";
import { CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { type CheckWorkspaceResult, checkWorkspaceMethod } from "../../../shared/protocol";
import { whyUnread } from "../compose/project/unread";
import { decode } from "../workspace/decode";
import { findComposeFiles } from "../workspace/findFiles";
import type { Report } from "../workspace/report";
import { reasonOf } from "../workspace/unreadOf";
import type { FeatureContext, RegisterFeature } from "./context";
import { toDiagnostic } from "./lspDiagnostic";

/**
 * `Check Compose Files in Workspace`: reads every Compose file below the workspace folders. Findings of files that are
 * not open are pushed; once such a file is opened, its own diagnostics take their place.
 */
export const registerCheckWorkspace: RegisterFeature = (context) => {
  const published = new Set<string>();
  const clear = (uri: string): void => {
    if (published.delete(uri)) void context.connection.sendDiagnostics({ uri, diagnostics: [] });
  };
  // Without parameters the token comes first, behind an empty parameter second.
  context.connection.onRequest(checkWorkspaceMethod, (...given: readonly unknown[]) =>
    checkWorkspace(context, published, given.find((each) => CancellationToken.is(each)) ?? CancellationToken.None),
  );
  if (context.client.pullsDiagnostics) context.onDidChange(({ uri }) => clear(uri));
  return {};
};

async function checkWorkspace(
  context: FeatureContext,
  published: Set<string>,
  token: CancellationToken,
): Promise<CheckWorkspaceResult> {
  const findings = { error: 0, warning: 0, information: 0, hint: 0 };
  const unreadable: { uri: string; reason: string }[] = [];
  const paths = new Set<string>();
  for (const folder of await context.folders()) {
    const search = await findComposeFiles(context.files, folder);
    search.found.forEach((path) => paths.add(path));
    unreadable.push(...search.unreadable.map(({ path, reason }) => ({ uri: pathToFileURL(path).href, reason })));
  }
  const before = new Set(published);
  let checked = 0;
  for (const path of paths) {
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, "no longer asked");
    const uri = openUri(path, context) ?? pathToFileURL(path).href;
    const reports = await reportsOf(uri, context);
    if (!Array.isArray(reports)) {
      unreadable.push({ uri, reason: reports.unreadable });
      continue;
    }
    checked += 1;
    for (const { severity, unnecessary } of reports) if (!unnecessary) findings[severity] += 1;
    if (context.document(uri) !== undefined) continue;
    before.delete(uri);
    published.add(uri);
    const shown = await context.shown(reports);
    await context.connection.sendDiagnostics({ uri, diagnostics: shown.map(toDiagnostic) });
  }
  for (const uri of before) {
    published.delete(uri);
    await context.connection.sendDiagnostics({ uri, diagnostics: [] });
  }
  return { files: checked, findings, unreadable };
}

/** The URI under which a file is open: clients spell the same path in more than one way. */
function openUri(path: string, context: FeatureContext): string | undefined {
  return context.documents().find(({ uri }) => uri.startsWith("file:") && samePath(uri, path))?.uri;
}

function samePath(uri: string, path: string): boolean {
  try {
    return fileURLToPath(uri).replaceAll("\\", "/") === path.replaceAll("\\", "/");
  } catch {
    return false;
  }
}

async function reportsOf(uri: string, context: FeatureContext): Promise<Report[] | { readonly unreadable: string }> {
  const open = context.document(uri);
  if (open !== undefined) return [...(await context.reports(open))];
  try {
    const decoded = decode(await context.files.read(fileURLToPath(uri)));
    return "text" in decoded ? [...(await context.reportsOf(uri))] : { unreadable: whyUnread(decoded.unread) };
  } catch (error) {
    return { unreadable: reasonOf(error) };
  }
}
