import * as vscode from "vscode";

/** What was shown to the person who sits at the window, and what could be chosen there. */
export interface Shown {
  readonly kind: "message" | "modal" | "picker" | "input" | "folder dialog" | "status";
  readonly text: string;
  readonly choices: readonly string[];
  /** What a question says below its text. */
  readonly detail?: string;
}

/** A command of VS Code that was kept from being run, and what it was given. */
export interface Kept {
  readonly command: string;
  readonly args: readonly unknown[];
}

/** Somebody at the window: what they are shown, in order. */
export interface Person {
  readonly shown: readonly Shown[];
  readonly kept: readonly Kept[];
  /** Leaves the window to nobody again. */
  dispose(): void;
}

type Message = (text: string, ...rest: unknown[]) => Thenable<unknown>;

/**
 * Sits down at the window: every question gets the next of these answers, a label or a folder; without one it is closed.
 * The commands `keep` are noted and not run, since they would leave the window.
 */
export function sitDown(
  answers: readonly (string | vscode.Uri | undefined)[] = [],
  keep: readonly string[] = [],
): Person {
  const shown: Shown[] = [];
  const kept: Kept[] = [];
  const left = [...answers];
  const labelOf = (item: unknown): string => (typeof item === "string" ? item : titleOf(item));
  const message: Message = (text, ...rest) => {
    const [first] = rest;
    const modal = typeof first === "object" && first !== null && "modal" in first && first.modal === true;
    const items = rest.filter((item) => typeof item === "string" || titleOf(item) !== "");
    const detail = modal && "detail" in first && typeof first.detail === "string" ? { detail: first.detail } : {};
    shown.push({ kind: modal ? "modal" : "message", text, choices: items.map(labelOf), ...detail });
    if (items.length === 0) return Promise.resolve(undefined);
    const answer = left.shift();
    return Promise.resolve(items.find((item) => labelOf(item) === answer));
  };
  const { executeCommand } = vscode.commands;
  const undo = [
    replace(vscode.window, "showInformationMessage", message),
    replace(vscode.window, "showWarningMessage", message),
    replace(vscode.window, "showErrorMessage", message),
    replace(vscode.window, "showQuickPick", async (items: unknown, options?: vscode.QuickPickOptions) => {
      const all = [...((await items) as readonly unknown[])];
      shown.push({ kind: "picker", text: options?.placeHolder ?? "", choices: all.map(labelOf) });
      const answer = left.shift();
      return all.find((item) => labelOf(item) === answer);
    }),
    replace(vscode.window, "showInputBox", (options?: vscode.InputBoxOptions) => {
      shown.push({ kind: "input", text: options?.prompt ?? "", choices: [] });
      return Promise.resolve(left.shift());
    }),
    replace(vscode.window, "showOpenDialog", (options?: vscode.OpenDialogOptions) => {
      shown.push({ kind: "folder dialog", text: options?.title ?? "", choices: [] });
      const answer = left.shift();
      return Promise.resolve(answer instanceof vscode.Uri ? [answer] : undefined);
    }),
    replace(vscode.window, "createQuickPick", () => closedAtOnce("picker", shown)),
    replace(vscode.window, "createInputBox", () => closedAtOnce("input", shown)),
    replace(vscode.window, "setStatusBarMessage", (text: string) => {
      shown.push({ kind: "status", text, choices: [] });
      return new vscode.Disposable(() => undefined);
    }),
    replace(vscode.commands, "executeCommand", (command: string, ...args: unknown[]) => {
      if (!keep.includes(command)) return executeCommand(command, ...args);
      kept.push({ command, args });
      return Promise.resolve(undefined);
    }),
  ];
  return { shown, kept, dispose: () => undo.forEach((one) => one()) };
}

/** A picker or a box that the person closes as soon as it is there. */
function closedAtOnce(kind: "picker" | "input", shown: Shown[]): object {
  const hidden = new vscode.EventEmitter<void>();
  const silent = (): vscode.Disposable => new vscode.Disposable(() => undefined);
  return {
    ...{ items: [], selectedItems: [], activeItems: [], value: "", title: "", placeholder: "" },
    ...{ onDidAccept: silent, onDidChangeValue: silent, onDidHide: hidden.event },
    show(this: { readonly title: string; readonly placeholder: string }) {
      shown.push({ kind, text: `${this.title} ${this.placeholder}`.trim(), choices: [] });
      queueMicrotask(() => hidden.fire());
    },
    hide: () => hidden.fire(),
    dispose: () => hidden.dispose(),
  };
}

function titleOf(item: unknown): string {
  if (typeof item !== "object" || item === null) return "";
  if ("title" in item && typeof item.title === "string") return item.title;
  return "label" in item && typeof item.label === "string" ? item.label : "";
}

/**
 * Replaces a function of VS Code until the answer is called. The extension and its tests are handed one and the same
 * `vscode`, so that what is replaced here is what it calls.
 */
export function replace(of: object, name: string, by: (...args: never[]) => unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(of, name);
  Object.defineProperty(of, name, { configurable: true, value: by });
  return () => {
    if (own !== undefined) Object.defineProperty(of, name, own);
  };
}
