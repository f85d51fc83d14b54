import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { linesOfService } from "../../insight/portInFile";
import type { LanguageServer } from "../../platform/languageClient";
import { filesOfService } from "./openService";

/** Where a Compose file has the name that a container calls in vain. */
export interface UnresolvedNamePlace {
  readonly document: vscode.TextDocument;
  readonly range: vscode.Range;
  /** What the language server would do about it; absent where it has nothing to offer. */
  readonly edit?: vscode.WorkspaceEdit;
}

/** Finds it by what the language server says of the container's service; undefined where it says nothing of that name. */
export async function unresolvedNameIn(
  languageServer: LanguageServer,
  container: Container,
  name: string,
): Promise<UnresolvedNamePlace | undefined> {
  for await (const { document, key } of filesOfService(languageServer, container)) {
    const last = linesOfService(document.getText().split(/\r?\n/u), key.start.line).at(-1) ?? key.start.line;
    const service = new vscode.Range(key.start, document.lineAt(last).range.end);
    const kind = vscode.CodeActionKind.QuickFix.value;
    const all = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      service,
      kind,
    );
    const found = all.flatMap((action): { place: vscode.Diagnostic; action: vscode.CodeAction }[] => {
      const diagnostics = "diagnostics" in action ? (action.diagnostics ?? []) : [];
      const place = diagnostics.find((each) => isAbout(each, name) && service.contains(each.range));
      return place === undefined || !("diagnostics" in action) ? [] : [{ place, action }];
    });
    const [first] = found;
    if (first === undefined) continue;
    // The first fix of a finding is the preferred one; its suppression never is.
    const edit = found.find(({ action }) => action.isPreferred === true)?.action.edit;
    return { document, range: first.place.range, ...(edit === undefined ? {} : { edit }) };
  }
  return undefined;
}

function isAbout({ code, message }: vscode.Diagnostic, name: string): boolean {
  const rule = typeof code === "object" ? code.value : code;
  return rule === "unresolvable-name" && message.includes(` the name ${name} does not resolve`);
}
