import * as vscode from "vscode";
import { withoutIcons } from "../notices";
import { namespaceScheme } from "./namespaceUri";

/** So long a sentence about a document that was just opened stays. */
const milliseconds = 10_000;

/** Between two editors none is the active one for a moment. */
const settled = 200;

/** Says something of a namespace that was opened in the status bar, and no longer than such a document is the active one. */
export function sayBesideDocuments(sentence: string): void {
  const message = vscode.window.setStatusBarMessage(withoutIcons(sentence), milliseconds);
  const end = (): void => {
    clearTimeout(timer);
    following.dispose();
    message.dispose();
  };
  const look = (): void => {
    if (vscode.window.activeTextEditor?.document.uri.scheme !== namespaceScheme) end();
  };
  const following = vscode.window.onDidChangeActiveTextEditor(() => setTimeout(look, settled));
  const timer = setTimeout(end, milliseconds);
}
