import * as vscode from "vscode";
import { inform } from "../../views/notices";

/** Stands for a line of a tree of which VS Code no longer says which it was. */
export const lostLine = Symbol("lost line");

/**
 * What a command was started from, as VS Code gave it. When a tree is drawn anew from its root, VS Code forgets all of
 * its lines until it has fetched them again: what is chosen from a menu meanwhile comes without its line. A menu of a
 * line gives two arguments, the palette none.
 */
export function startedFrom(given: readonly unknown[]): unknown {
  const [target, selected] = given;
  const isLost =
    (given.length > 1 && target === undefined) || (Array.isArray(selected) && selected.includes(undefined));
  return isLost ? lostLine : target;
}

/** Says that the command has to be chosen again: another container must not be asked for, or even changed. */
export function sayLineLost(): void {
  void inform(vscode.l10n.t("The view was being updated at that moment. Choose the command from the menu again."));
}
