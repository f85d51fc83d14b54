import * as vscode from "vscode";
import { EngineError } from "../docker/fault";
import { sanitize } from "../docker/sanitize";
import { explainEngineFault, explainNamespaceFault } from "../insight/explainFault";
import { NamespaceError } from "../netns/read/fault";

/** Says why something could not be done. A cancelled action says nothing; what is unforeseen goes to the log as well. */
export async function reportFailure(error: unknown, log: vscode.LogOutputChannel): Promise<void> {
  if (isCancelled(error)) return;
  if (error instanceof EngineError) return warn(explainEngineFault(error.fault, vscode.l10n));
  if (error instanceof NamespaceError) return warn(explainNamespaceFault(error.fault, vscode.l10n));
  const detail = error instanceof Error ? error.message : String(error);
  log.error(error instanceof Error ? error : detail);
  return warn(vscode.l10n.t("Hostside could not do this: {0}", sanitize(detail)));
}

/** Shows information; names in it stay text. */
export async function inform(sentence: string): Promise<void> {
  await vscode.window.showInformationMessage(withoutLinks(sentence));
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
