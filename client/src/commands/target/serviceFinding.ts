import * as vscode from "vscode";
import type { FindingSubject } from "../../../../shared/protocol";
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
  const subject = subjectOf(problem);
  if (subject === undefined) return undefined;
  for await (const { document, key } of filesOfService(languageServer, container)) {
    const last = linesOfService(document.getText().split(/\r?\n/u), key.start.line).at(-1) ?? key.start.line;
    const service = new vscode.Range(toRange(key).start, document.lineAt(last).range.end);
    const token = new vscode.CancellationTokenSource().token;
    const found = (await languageServer.fixableFindings(document.uri, service, token)).find(
      ({ rule, about, range }) =>
        rule === subject.rule &&
        about?.name === subject.name &&
        about?.port === subject.port &&
        service.contains(range),
    );
    if (found === undefined) continue;
    const { range, edit } = found;
    return { document, range, ...(edit === undefined ? {} : { edit }) };
  }
  return undefined;
}

/** The rule that says of a file what the problem says of a container, and what both are about. */
function subjectOf(problem: Problem): ({ readonly rule: string } & FindingSubject) | undefined {
  switch (problem.kind) {
    case "unresolved-name":
      return { rule: "unresolvable-name", name: problem.name };
    case "loopback-only":
      return { rule: "listens-on-loopback", port: problem.port };
    default:
      return undefined;
  }
}
