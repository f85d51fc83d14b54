import * as vscode from "vscode";

/** Whether one of these documents is in a tab, in front or behind another. VS Code keeps documents without one for minutes. */
export function isInATab(isMeant: (uri: vscode.Uri) => boolean): boolean {
  const inTabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(({ input }) => urisOf(input)));
  // The tab of several comparisons names no addresses. While it is in front, its editors do.
  const inEditors = vscode.window.visibleTextEditors.map(({ document }) => document.uri);
  return [...inTabs, ...inEditors].some(isMeant);
}

function urisOf(input: unknown): vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}
