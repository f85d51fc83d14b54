import * as vscode from "vscode";
import type { RowHandle } from "./rowTree";
import type { ViewOptions } from "./viewOptions";

/** Says above the trees that a filter is on, so that nobody misses what is there. */
export function showViewOptions(
  views: readonly vscode.TreeView<RowHandle>[],
  viewOptions: ViewOptions,
): vscode.Disposable {
  return viewOptions.onDidChange(() => {
    const { filter } = viewOptions.current;
    for (const view of views) view.message = filter === "" ? "" : vscode.l10n.t("Filter: {0} (Escape ends it)", filter);
  });
}
