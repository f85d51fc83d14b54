import * as vscode from "vscode";
import { quickFixes } from "./quickFixes";
import type { RowHandle } from "../../client/src/views/trees/rowTree";

interface MenuItem {
  readonly command?: string;
  readonly when?: string;
  readonly group?: string;
}

/** What somebody does at the window, counted. A click, a key, a command and a hover are one action each. */
export class CountedActions {
  private done = 0;

  get actions(): number {
    return this.done;
  }

  /** Opens a view by its icon or its key. */
  async opens(view: string): Promise<void> {
    this.done += 1;
    await vscode.commands.executeCommand(`${view}.focus`);
  }

  /** Clicks on a button of a line, which must have it. */
  async clicks<T>(row: RowHandle, command: string): Promise<T> {
    const buttons = buttonsOf(row.contextValue);
    if (!buttons.includes(command)) {
      throw new Error(`${row.label} has ${buttons.join(", ") || "no buttons"}, not ${command}: ${row.contextValue}`);
    }
    this.done += 1;
    return vscode.commands.executeCommand<T>(command, row);
  }

  /** Chooses a command in the palette. */
  async runs(command: string): Promise<void> {
    this.done += 1;
    await vscode.commands.executeCommand(command);
  }

  /** Clicks on the lens with this command above the service in which a place is. */
  async clicksLens(file: vscode.Uri, { start }: vscode.Range, command: string): Promise<void> {
    this.done += 1;
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", file, 50);
    const above = lenses.filter(({ range }) => range.start.line <= start.line);
    const line = Math.max(...above.map(({ range }) => range.start.line));
    const lens = above.find((each) => each.range.start.line === line && each.command?.command === command);
    if (lens?.command === undefined) throw new Error(`no such lens: ${lenses.map(titleOf).join(", ")}`);
    await vscode.commands.executeCommand(command, ...((lens.command.arguments ?? []) as unknown[]));
  }

  /** Answers a question. */
  answers(): void {
    this.done += 1;
  }

  /** Opens the light bulb at a place of the file and chooses the first entry, which must be this one. */
  async fixes(document: vscode.TextDocument, range: vscode.Range, title: RegExp): Promise<void> {
    this.done += 2;
    const found = await quickFixes(document.uri, range);
    const action = found.find((each) => each.isPreferred === true);
    if (action === undefined || !title.test(action.title)) {
      throw new Error(`not ${String(title)} is preferred: ${found.map((each) => each.title).join(", ")}`);
    }
    if (action.edit !== undefined) await vscode.workspace.applyEdit(action.edit);
    const { command } = action;
    if (command !== undefined)
      await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
  }
}

function titleOf({ range, command }: vscode.CodeLens): string {
  return `${range.start.line + 1}: ${command?.title ?? ""} (${command?.command ?? ""})`;
}

/** The commands whose buttons package.json puts on lines of this kind. */
function buttonsOf(contextValue: string): string[] {
  const manifest: unknown = vscode.extensions.getExtension("hostside.hostside")?.packageJSON;
  const { contributes } = manifest as { contributes: { menus: Record<string, MenuItem[]> } };
  const items = contributes.menus["view/item/context"] ?? [];
  return items.flatMap(({ command, when = "", group = "" }) => {
    if (command === undefined || !group.startsWith("inline")) return [];
    const parts = when.split(" && ").filter((part) => part.includes("viewItem"));
    return parts.every((part) => holds(part, contextValue)) ? [command] : [];
  });
}

function holds(part: string, contextValue: string): boolean {
  const [, not, expression, equal] = /^(!\()?viewItem (?:=~ \/(.*)\/\)?|== (\S+))$/u.exec(part) ?? [];
  if (expression === undefined && equal === undefined) throw new Error(`a condition of a new form: ${part}`);
  const is = expression === undefined ? contextValue === equal : new RegExp(expression, "u").test(contextValue);
  return not === undefined ? is : !is;
}
