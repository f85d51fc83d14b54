import * as path from "node:path";
import * as vscode from "vscode";
import { printable, printableJson } from "../../../shared/terminal/printable";
import { answerTool, type ToolSources } from "../agents/answerTool";
import { checkFiles } from "../agents/checkFiles";
import { toolNames, tools, type ToolName } from "../agents/tools";
import { editorWords, sentenceOf, Unanswered } from "../inspect/faults";
import type { EngineUse } from "../docker/inventory/engineUse";
import { errorText, type Logger } from "../platform/logger";
import { askedSession, type AskedSessions } from "./askedSession";

/** What the tools are answered with; handed in by extension.ts. */
export interface LanguageModelContext extends AskedSessions {
  /** What keeps the engines connected while a tool is answered. */
  readonly engineUse: EngineUse;
  /** The file of the command line, which checks Compose files. */
  readonly program: string;
  readonly log: Logger;
}

/** Hands the tools to language models in this window. A call is made only once the user has confirmed it. */
export function registerLanguageModelTools(context: LanguageModelContext): vscode.Disposable {
  return vscode.Disposable.from(...toolNames.map((name) => vscode.lm.registerTool(name, toolOf(name, context))));
}

function toolOf(name: ToolName, context: LanguageModelContext): vscode.LanguageModelTool<object> {
  const sources: ToolSources = {
    check: (paths, signal) => checkWorkspaceFiles(context.program, paths, signal),
    withEngine: async (about, signal, ask) => ask(await askedSession(context, about, signal)),
  };
  return {
    prepareInvocation: ({ input }) => (tools[name].mayTry ? confirmed(input) : undefined),
    invoke: async ({ input }, token) => {
      const ending = new AbortController();
      const cancelled = token.onCancellationRequested(() => ending.abort());
      try {
        const answer = await context.engineUse.during(() => answerTool(name, input, sources, ending.signal));
        return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(printableJson(answer))]);
      } catch (thrown) {
        const sentence = sentenceOf(thrown, editorWords);
        if (sentence === undefined) context.log.error(`Tool ${name}: ${errorText(thrown)}`);
        // What is thrown is what the model is told.
        throw sentence === undefined ? thrown : new Error(printable(sentence), { cause: thrown });
      } finally {
        cancelled.dispose();
      }
    },
  };
}

/** The question to the user where a call is to be made. */
function confirmed(input: object): vscode.PreparedToolInvocation | undefined {
  const { from, to, try: tries } = input as Readonly<Record<string, unknown>>;
  if (tries !== true) return undefined;
  const { l10n } = vscode;
  const title = l10n.t("Connect from {0} to {1}?", printable(String(from)), printable(String(to)));
  const message = l10n.t("Hostside opens one TCP connection from that very place and asks by HTTP HEAD once.");
  return { confirmationMessages: { title, message } };
}

/** Checks files as they are on the disk; what an editor has not saved is said. */
async function checkWorkspaceFiles(
  program: string,
  paths: readonly string[],
  signal: AbortSignal,
): ReturnType<typeof checkFiles> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const [first] = paths;
  const folder = folders[0] ?? (first !== undefined && path.isAbsolute(first) ? path.dirname(first) : undefined);
  if (folder === undefined) throw new Unanswered("No folder is open. Open one, or name files by their full paths.");
  const checked = await checkFiles(program, folder, paths.length > 0 ? paths : folders, signal);
  const unsaved = vscode.workspace.textDocuments
    .filter(({ isDirty, uri, languageId }) => isDirty && uri.scheme === "file" && /yaml|compose/u.test(languageId))
    .map(({ uri }) => `${path.relative(folder, uri.fsPath)} has changes that are not saved: they were not read.`);
  return { ...checked, unread: [...checked.unread, ...unsaved] };
}
