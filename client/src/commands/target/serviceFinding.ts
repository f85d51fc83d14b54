import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { linesOfService } from "../../insight/portInFile";
import type { Problem } from "../../insight/problems";
import type { LanguageServer } from "../../platform/languageClient";
import { toRange } from "../../views/editor/liveProblems";
import { filesOfService } from "./openService";

/** What the language server says of the file that a container's problem comes from. */
export interface ServiceFinding {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  /** What the language server would do about it; absent where it has nothing to offer. */
  readonly edit?: vscode.WorkspaceEdit;
}

/** Finds it in the files of the container's service; undefined where the language server says nothing of that problem. */
export async function findingBehind(
  languageServer: LanguageServer,
  container: Container,
  problem: Problem,
): Promise<ServiceFinding | undefined> {
  const words = wordsOf(problem);
  if (words === undefined) return undefined;
  for await (const { document, key } of filesOfService(languageServer, container)) {
    const last = linesOfService(document.getText().split(/\r?\n/u), key.start.line).at(-1) ?? key.start.line;
    const service = new vscode.Range(toRange(key).start, document.lineAt(last).range.end);
    const token = new vscode.CancellationTokenSource().token;
    const found = (await languageServer.fixableFindings(document.uri, service, token)).find(
      ({ rule, message, range }) => rule === words.rule && message.includes(words.text) && service.contains(range),
    );
    if (found === undefined) continue;
    const { range, edit } = found;
    return { document, range, ...(edit === undefined ? {} : { edit }) };
  }
  return undefined;
}

/** The rule that says of a file what the problem says of a container, and the part of its message that is about the same. */
function wordsOf(problem: Problem): { readonly rule: string; readonly text: string } | undefined {
  switch (problem.kind) {
    case "unresolved-name":
      return { rule: "unresolvable-name", text: ` the name ${problem.name} does not resolve` };
    case "loopback-only":
      return { rule: "listens-on-loopback", text: ` reaches port ${problem.port}.` };
    default:
      return undefined;
  }
}
