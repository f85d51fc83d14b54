import * as vscode from "vscode";

/** So often a question is put that VS Code gives up. */
const mostRounds = 5;

/**
 * The quick fixes at a place that has some. VS Code gives up the question where the text changes meanwhile, also by being read
 * again from the disk, or where a provider comes or goes; its answer is "Canceled" then, or empty. The question is put again.
 */
export async function quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  for (let round = 1; ; round += 1) {
    try {
      const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
        10,
      );
      if (found.length > 0 || round === mostRounds) return found;
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "Canceled" || round === mostRounds) throw error;
    }
  }
}
