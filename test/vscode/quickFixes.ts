import * as vscode from "vscode";

/** So often a question is put that VS Code gives up. */
const mostRounds = 5;

/**
 * The quick fixes at a place. VS Code gives up the question where the text of the document changes meanwhile, also by being read
 * again from the disk: then it is put once more.
 */
export async function quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  for (let round = 1; ; round += 1) {
    try {
      return await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
        10,
      );
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "Canceled" || round === mostRounds) throw error;
    }
  }
}
