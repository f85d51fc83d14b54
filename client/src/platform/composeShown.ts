import type * as vscode from "vscode";

/** What of VS Code's window tells which document is shown. */
type Window = Pick<typeof vscode.window, "activeTextEditor" | "onDidChangeActiveTextEditor">;

/** An extension beside us may start its own server late: so long after a document is shown it is told again, in ms. */
const later = [3_000, 15_000];

/**
 * Calls back when a document that may be a Compose file becomes the active one, and twice more a while after the first: who
 * registers last renames, and the other extension's server takes its time to start.
 */
export function followComposeShown(
  window: Window,
  tell: () => void,
  after: (delay: number, then: () => void) => { dispose(): void } = afterMilliseconds,
): { dispose(): void } {
  let waiting: { dispose(): void }[] | undefined;
  const look = (editor: vscode.TextEditor | undefined): void => {
    const language = editor?.document.languageId;
    if (language !== "yaml" && language !== "dockercompose") return;
    tell();
    waiting ??= later.map((delay) => after(delay, tell));
  };
  look(window.activeTextEditor);
  const changes = window.onDidChangeActiveTextEditor(look);
  return {
    dispose: () => {
      changes.dispose();
      for (const each of waiting ?? []) each.dispose();
    },
  };
}

function afterMilliseconds(delay: number, then: () => void): { dispose(): void } {
  const timer = setTimeout(then, delay);
  return { dispose: () => clearTimeout(timer) };
}
