import * as vscode from "vscode";
import { EngineError, faultText } from "../docker/fault";
import { sanitize } from "../docker/sanitize";
import { explainEngineFault, explainNamespaceFault } from "../insight/explainFault";
import { NamespaceError, namespaceFaultText } from "../netns/read/fault";
import { errorText, type Logger } from "../platform/logger";

/**
 * Says why a command could not be done, to the user in a sentence and to the log with the cause. A cancelled command
 * says nothing.
 */
export async function reportFailure(error: unknown, command: string, log: Logger): Promise<void> {
  if (isCancelled(error)) return;
  if (error instanceof EngineError) {
    log.warn(`${command} failed: ${faultText(error.fault)}`);
    return warn(explainEngineFault(error.fault, vscode.l10n));
  }
  if (error instanceof NamespaceError) {
    log.warn(`${command} failed: ${namespaceFaultText(error.fault)}`);
    return warn(explainNamespaceFault(error.fault, vscode.l10n));
  }
  log.error(`${command} failed: ${errorText(error)}`);
  const detail = error instanceof Error ? error.message : String(error);
  return warn(vscode.l10n.t("Hostside could not do this: {0}", sanitize(detail)));
}

/** Says why nothing can be done in Restricted Mode, and leads to where that is changed. */
export async function sayRestricted(): Promise<void> {
  const manage = vscode.l10n.t("Manage Workspace Trust");
  const sentence = vscode.l10n.t(
    "In Restricted Mode, Hostside connects to no Docker engine. Trust this workspace to run this command.",
  );
  if ((await vscode.window.showInformationMessage(sentence, manage)) !== manage) return;
  await vscode.commands.executeCommand("workbench.trust.manage");
}

/** Shows information; names in it stay text. */
export async function inform(sentence: string): Promise<void> {
  await vscode.window.showInformationMessage(withoutLinks(sentence));
}

/** Says what was done, in the status bar and not for long. */
export function sayDone(sentence: string): void {
  vscode.window.setStatusBarMessage(withoutIcons(sentence), 3_000);
}

async function warn(sentence: string): Promise<void> {
  await vscode.window.showWarningMessage(withoutLinks(sentence));
}

/** Notifications make links of `[text](target)`, also of commands. What containers say must not become one. */
export function withoutLinks(sentence: string): string {
  return sentence.replaceAll("](", "] (");
}

/** Labels of quick picks make icons of `$(name)`. */
export function withoutIcons(label: string): string {
  return label.replaceAll("$(", "$ (");
}

function isCancelled(error: unknown): boolean {
  if (error instanceof vscode.CancellationError) return true;
  if (error instanceof EngineError) return error.fault.kind === "cancelled";
  if (!(error instanceof NamespaceError)) return false;
  return error.fault.kind === "engine" && error.fault.fault.kind === "cancelled";
}
