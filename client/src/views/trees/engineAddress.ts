import * as vscode from "vscode";
import type { EngineFaultKind } from "../../docker/fault";
import type { EngineSet } from "../../docker/inventory/engineSet";
import { sanitize } from "../../docker/sanitize";

/** Faults by which nobody answers at the address; with the others somebody does, or the address is not tried. */
const withoutAnswer: readonly EngineFaultKind[] = ["not-running", "timeout", "unreachable"];

/**
 * Names the address of an engine that cannot be shown, beside the titles of the views: a welcome is a fixed text. Beside
 * other engines it has a line of its own instead.
 */
export function showEngineAddress(
  views: readonly Pick<vscode.TreeView<unknown>, "description">[],
  engines: EngineSet,
): { dispose(): void } {
  let shown = "";
  return engines.onDidChange(() => {
    const { status } = engines.primary.live;
    const fault = engines.sessions.length === 1 && status.kind === "fault" ? status.fault : undefined;
    const address = sanitize(fault?.endpoint ?? "");
    const silent = fault !== undefined && address !== "" && withoutAnswer.includes(fault.kind);
    const text = silent ? vscode.l10n.t("{0} does not answer", address) : address;
    if (text === shown) return;
    shown = text;
    for (const view of views) view.description = text;
  });
}
