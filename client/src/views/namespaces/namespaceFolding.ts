import * as vscode from "vscode";
import { namespaceScheme } from "./namespaceUri";

/** Folds the sections of a namespace document under their headings, and each interface with its addresses. */
export class NamespaceFolding implements vscode.FoldingRangeProvider, vscode.Disposable {
  private readonly registration = vscode.languages.registerFoldingRangeProvider({ scheme: namespaceScheme }, this);

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    const lines = document.getText().split("\n");
    return [
      ...stretches(
        lines,
        (line) => /^# \S/u.test(line),
        () => false,
      ),
      ...stretches(
        lines,
        (line) => /^\S+:/u.test(line),
        (line) => !line.startsWith(" "),
      ),
    ];
  }

  dispose(): void {
    this.registration.dispose();
  }
}

/** From each line that begins one up to the next that does or that ends it, blank lines at the end left out. */
function stretches(
  lines: readonly string[],
  begins: (line: string) => boolean,
  ends: (line: string) => boolean,
): vscode.FoldingRange[] {
  const found: vscode.FoldingRange[] = [];
  let start: number | undefined;
  const close = (end: number): void => {
    let last = end;
    while (start !== undefined && last > start && lines[last]?.trim() === "") last--;
    if (start !== undefined && last > start) found.push(new vscode.FoldingRange(start, last));
    start = undefined;
  };
  for (const [at, line] of lines.entries()) {
    if (begins(line)) {
      close(at - 1);
      start = at;
    } else if (ends(line)) close(at - 1);
  }
  close(lines.length - 1);
  return found;
}
