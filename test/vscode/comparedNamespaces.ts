import * as assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ShownComparison } from "../../client/src/views/namespaces/namespaceDocuments";

/** Runs a command of Hostside. */
export const run = <T>(command: string, ...parameters: unknown[]): Thenable<T | undefined> =>
  vscode.commands.executeCommand<T | undefined>(`hostside.${command}`, ...parameters);

/** Runs one that opens a comparison, and resolves with what it opened. */
export async function compared(command: string, ...parameters: unknown[]): Promise<ShownComparison> {
  const shown = await run<ShownComparison>(command, ...parameters);
  assert.ok(shown, `${command} opened nothing`);
  return shown;
}
