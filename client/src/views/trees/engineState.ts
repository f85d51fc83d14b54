import * as vscode from "vscode";
import type { EngineFaultKind } from "../../docker/fault";
import type { EngineSet } from "../../docker/inventory/engineSet";
import type { LiveInventory } from "../../docker/inventory/liveInventory";

/** The context key that decides which welcome the empty view shows. */
export const engineStateKey = "hostside.engineState";

/** Every value of {@link engineStateKey}; package.json has a welcome for each but `ready`. */
export type EngineState = "untrusted" | "connecting" | "ready" | "empty" | "fault" | ShownFault;

/** Faults that have a welcome of their own; the others share the one of `fault`. */
const shownFaults = [
  "not-installed",
  "not-running",
  "permission",
  "unreachable",
  "tls",
  "host-key",
  "ssh",
  "timeout",
  "api-too-old",
  "bad-endpoint",
  "unsupported-endpoint",
] as const satisfies readonly EngineFaultKind[];
type ShownFault = (typeof shownFaults)[number];

/**
 * All states that a welcome exists for.
 * @forTests package.json is held to it
 */
export const welcomeStates: readonly EngineState[] = ["untrusted", "connecting", "empty", "fault", ...shownFaults];

/** The state of the engine as the view's welcome knows it. */
function engineStateOf(live: LiveInventory, trusted: boolean): EngineState {
  if (!trusted) return "untrusted";
  const { status, inventory } = live;
  switch (status.kind) {
    case "idle":
    case "connecting":
      return inventory.containers.size > 0 ? "ready" : "connecting";
    case "ready":
      return inventory.containers.size > 0 ? "ready" : "empty";
    case "fault":
      return shownFaults.find((kind) => kind === status.fault.kind) ?? "fault";
  }
}

/** Keeps the context key equal to the state of the usual engine; beside others it has a line of its own instead. */
export function followEngineState(engines: EngineSet): vscode.Disposable {
  let shown: EngineState | undefined;
  const show = (): void => {
    const { primary, sessions } = engines;
    const several = sessions.length > 1 && vscode.workspace.isTrusted;
    const state = several ? "ready" : engineStateOf(primary.live, vscode.workspace.isTrusted);
    if (state === shown) return;
    shown = state;
    void vscode.commands.executeCommand("setContext", engineStateKey, state);
  };
  show();
  return vscode.Disposable.from(engines.onDidChange(show), vscode.workspace.onDidGrantWorkspaceTrust(show));
}
