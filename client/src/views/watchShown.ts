import * as vscode from "vscode";
import { composeFilesOf } from "../insight/composeFiles";
import type { ContainerMonitor } from "../monitor/containerMonitor";

/** Has the monitor watch what is shown: all containers while a view is, else those of the Compose files that are open. */
export function watchShown(
  monitor: ContainerMonitor,
  views: readonly Pick<vscode.TreeView<unknown>, "visible" | "onDidChangeVisibility">[],
): vscode.Disposable {
  let watched = "";
  let watching: { dispose(): void } | undefined;
  const follow = (): void => {
    const all = views.some(({ visible }) => visible);
    const files = all ? [] : openFiles();
    const wanted = all ? "all" : files.join("\n");
    if (wanted === watched) return;
    watched = wanted;
    const before = watching;
    const open = new Set(files);
    watching =
      wanted === ""
        ? undefined
        : monitor.watch((container) => all || composeFilesOf(container).some((file) => open.has(file)));
    before?.dispose();
  };
  follow();
  return vscode.Disposable.from(
    ...views.map((view) => view.onDidChangeVisibility(follow)),
    vscode.workspace.onDidOpenTextDocument(follow),
    vscode.workspace.onDidCloseTextDocument(follow),
    { dispose: () => watching?.dispose() },
  );
}

/** The files that may be Compose files: whether they are, the containers that were made from them tell. */
function openFiles(): readonly string[] {
  return vscode.workspace.textDocuments
    .filter(({ uri, languageId }) => uri.scheme === "file" && ["yaml", "dockercompose"].includes(languageId))
    .map(({ uri }) => uri.fsPath)
    .sort();
}
