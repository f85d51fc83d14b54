import * as vscode from "vscode";

/** Beside the quick fixes of each finding: the way to the page that explains it, inside VS Code. */
export class ExplainActions implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor() {
    const selector = ["yaml", "dockercompose"].flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]);
    const kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
    this.registration = vscode.languages.registerCodeActionsProvider(selector, this, kinds);
  }

  provideCodeActions(_: vscode.TextDocument, __: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const found = new Map<string, vscode.Diagnostic[]>();
    for (const diagnostic of context.diagnostics) {
      const { source, code } = diagnostic;
      if (source?.toLowerCase() !== "hostside" || typeof code !== "object") continue;
      const key = String(code.value);
      found.set(key, [...(found.get(key) ?? []), diagnostic]);
    }
    return [...found].map(([code, diagnostics]) => {
      const action = new vscode.CodeAction(vscode.l10n.t("Explain {0}", code), vscode.CodeActionKind.QuickFix);
      action.diagnostics = diagnostics;
      action.command = { command: "hostside.explainProblem", title: action.title, arguments: [code] };
      return action;
    });
  }

  dispose(): void {
    this.registration.dispose();
  }
}
