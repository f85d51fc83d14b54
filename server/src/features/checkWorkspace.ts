import { fileURLToPath, pathToFileURL } from "node:url";
import type { ServerCapabilities } from "vscode-languageserver";
import { type CheckWorkspaceResult, checkWorkspaceMethod } from "../../../shared/protocol";
import { say } from "../../../shared/text";
import { whyUnread } from "../compose/project/unread";
import { stackOf } from "../linter/fault";
import { decode } from "../workspace/decode";
import { findComposeFiles } from "../workspace/findFiles";
import type { Report } from "../workspace/report";
import { reasonOf } from "../workspace/unreadOf";
import { NoLongerAsked, type StillAsked } from "../workspace/turns";
import { yieldToEventLoop } from "../workspace/yieldToEventLoop";
import type { FeatureContext } from "./context";
import { toDiagnostic } from "./lspDiagnostic";
import { answering } from "./run";
import type { ShownWorkspace } from "./workspaceDiagnostics";

/**
 * `Check Compose Files in Workspace`: reads every Compose file below the workspace folders. Findings of files that are
 * not open are pushed; once such a file is opened, its own diagnostics take their place. Where the client pulls them for all files anyway, these
 * are made again instead. A second check replaces the first.
 */
export function registerCheckWorkspace(
  context: FeatureContext,
  pulled: ShownWorkspace | undefined,
): ServerCapabilities {
  const published = new Set<string>();
  const clear = (uri: string): void => {
    if (published.delete(uri)) void context.connection.sendDiagnostics({ uri, diagnostics: [] });
  };
  let latest = {};
  const check = (_params: unknown, stillAsked: StillAsked): Promise<CheckWorkspaceResult> => {
    const call = {};
    // What an earlier check finds from now on, this one finds as well.
    latest = call;
    return checkWorkspace(context, published, pulled, () => stillAsked() && latest === call);
  };
  context.connection.onRequest(checkWorkspaceMethod, answering(checkWorkspaceMethod, context.log, check));
  if (context.client.pullsDiagnostics) context.onDidChange(({ uri }) => clear(uri));
  pulled?.onDidBegin(() => [...published].forEach(clear));
  return {};
}

async function checkWorkspace(
  context: FeatureContext,
  published: Set<string>,
  pulled: ShownWorkspace | undefined,
  goesOn: StillAsked,
): Promise<CheckWorkspaceResult> {
  const findings = { error: 0, warning: 0, information: 0, hint: 0 };
  const unreadable: { uri: string; reason: string }[] = [];
  const paths = new Set<string>();
  for (const folder of await context.folders()) {
    const search = await findComposeFiles(context.files, folder, goesOn);
    search.found.forEach((path) => paths.add(path));
    unreadable.push(
      ...search.unreadable.map(({ path, reason }) => ({
        uri: pathToFileURL(path).href,
        reason: context.speak(reason),
      })),
    );
  }
  for (const path of paths) await meetIncluder(openUri(path, context) ?? pathToFileURL(path).href, context, goesOn);
  const before = new Set(published);
  const isPulled = (await pulled?.isShown()) === true;
  if (isPulled) pulled?.again();
  let checked = 0;
  for (const path of paths) {
    await yieldToEventLoop();
    const uri = openUri(path, context) ?? pathToFileURL(path).href;
    const reports = await reportsOf(uri, context, goesOn);
    if (!goesOn()) throw new NoLongerAsked();
    if (!Array.isArray(reports)) {
      unreadable.push({ uri, reason: reports.unreadable });
      continue;
    }
    checked += 1;
    for (const { severity, onlyFades, leads } of reports)
      if (onlyFades !== true && leads !== true) findings[severity] += 1;
    if (isPulled || context.document(uri) !== undefined) continue;
    const shown = await context.shown(reports, goesOn);
    before.delete(uri);
    published.add(uri);
    await context.connection.sendDiagnostics({
      uri,
      diagnostics: shown.map((report) => toDiagnostic(report, context.speak)),
    });
  }
  for (const { severity } of await reportsInVariables(context, goesOn)) findings[severity] += 1;
  for (const uri of before) {
    published.delete(uri);
    await context.connection.sendDiagnostics({ uri, diagnostics: [] });
  }
  return { files: checked, findings, unreadable };
}

/** What cannot be read for an error of ours is said when its own turn comes. */
async function meetIncluder(uri: string, context: FeatureContext, goesOn: StillAsked): Promise<void> {
  try {
    await context.meetIncluder(uri, goesOn);
  } catch (error) {
    if (error instanceof NoLongerAsked) throw error;
    context.log.error(`${checkWorkspaceMethod} ${uri}: ${stackOf(error)}`);
  }
}

/** Findings that stand in open files of variables, and not in the Compose files that take these. */
async function reportsInVariables(context: FeatureContext, goesOn: StillAsked): Promise<Report[]> {
  const found: Report[] = [];
  for (const document of context.documents()) {
    const reports = await context.reports(document, goesOn);
    found.push(...reports.filter(({ file, takenBy }) => takenBy !== undefined && file !== takenBy));
  }
  return found;
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

async function reportsOf(
  uri: string,
  context: FeatureContext,
  goesOn: StillAsked,
): Promise<Report[] | { readonly unreadable: string }> {
  const open = context.document(uri);
  const unreadable = open === undefined ? await whyUnreadable(uri, context) : undefined;
  if (unreadable !== undefined) return { unreadable };
  try {
    return [...(await (open === undefined ? context.reportsOf(uri, goesOn) : context.reports(open, goesOn)))];
  } catch (error) {
    if (error instanceof NoLongerAsked) throw error;
    context.log.error(`${checkWorkspaceMethod} ${uri}: ${stackOf(error)}`);
    return { unreadable: context.speak(say`internal error of Hostside; the log says where`) };
  }
}

async function whyUnreadable(uri: string, { files, speak }: FeatureContext): Promise<string | undefined> {
  try {
    const decoded = decode(await files.read(fileURLToPath(uri)));
    return "text" in decoded ? undefined : speak(whyUnread(decoded.unread));
  } catch (error) {
    return speak(reasonOf(error));
  }
}
