import * as vscode from "vscode";
import type { RowHandle } from "./rowTree";
import type { ViewOptions } from "./viewOptions";

/** Says above the tree that a filter is on, so that nobody misses containers that are there. */
export function showViewOptions(view: vscode.TreeView<RowHandle>, viewOptions: ViewOptions): vscode.Disposable {
  return viewOptions.onDidChange(() => {
    const { filter } = viewOptions.current;
    view.message = filter === "" ? "" : vscode.l10n.t("Filter: {0}", filter);
  });
}
