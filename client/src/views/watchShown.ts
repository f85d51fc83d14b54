import * as vscode from "vscode";
import type { ContainerMonitor } from "../monitor/containerMonitor";

/** Has the monitor watch all containers while one of these views is shown. */
export function watchShown(
  monitor: ContainerMonitor,
  views: readonly Pick<vscode.TreeView<unknown>, "visible" | "onDidChangeVisibility">[],
): vscode.Disposable {
  let watching: { dispose(): void } | undefined;
  const follow = (): void => {
    if (views.some(({ visible }) => visible)) watching ??= monitor.watch(() => true);
    else {
      watching?.dispose();
      watching = undefined;
    }
  };
  follow();
  return vscode.Disposable.from(...views.map((view) => view.onDidChangeVisibility(follow)), {
    dispose: () => watching?.dispose(),
  });
}
