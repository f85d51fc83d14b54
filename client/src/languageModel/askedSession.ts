import * as vscode from "vscode";
import type { EngineSession, EngineSet } from "../docker/inventory/engineSet";
import type { Inventory } from "../docker/inventory/inventory";
import { askedEngine, type AskedEngine } from "../inspect/askedEngine";
import { containerNamed } from "../inspect/chooseContainer";
import { editorWords, Unanswered } from "../inspect/faults";
import type { Machine } from "../netns/read/machine";
import type { ProcessTable } from "../netns/read/socketOwners";
import type { HelperConsent } from "../views/namespaces/helperConsent";

/** The engines of this window, and what reads them. */
export interface AskedSessions {
  readonly engines: EngineSet;
  readonly helperConsent: HelperConsent;
  readonly machine: Machine;
  readonly table: ProcessTable;
}

/**
 * The engine that has these containers, of several the first one; the usual one where none has them. Where a call is
 * made, the user may be asked for a helper container. Throws EngineError and Unanswered.
 */
export async function askedSession(
  { engines, helperConsent, machine, table }: AskedSessions,
  { names, tries }: { readonly names: readonly string[]; readonly tries: boolean },
  signal: AbortSignal,
): Promise<AskedEngine> {
  if (!vscode.workspace.isTrusted) {
    throw new Unanswered("The workspace is not trusted, and no engine is asked from there. Trust it, then ask again.");
  }
  const sessions = await engines.ready(signal);
  const containers = names.filter((name) => name !== "host" && name !== "outside");
  const hasAll = ({ live }: EngineSession): boolean => containers.every((name) => has(live.inventory, name));
  const { live } = sessions.find(hasAll) ?? engines.primary;
  const asked = await askedEngine(live, { machine, table, words: editorWords }, signal);
  return { ...asked, prober: { ...asked.prober, helperImage: helperConsent.imageFor(asked.engine, tries) } };
}

function has(inventory: Inventory, name: string): boolean {
  try {
    containerNamed(inventory, name);
    return true;
  } catch (thrown) {
    if (thrown instanceof Unanswered) return false;
    throw thrown;
  }
}
