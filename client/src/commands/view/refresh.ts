import * as vscode from "vscode";
import { EngineError } from "../../docker/fault";
import { sayDone } from "../../views/notices";
import { trusted, type Command } from "../target/context";

/**
 * Lists the containers again, connects again at once where the engine does not answer, and reads open comparisons
 * again.
 */
export const refreshCommand: Command = {
  id: "hostside.refresh",
  titleKey: "command.refresh",
  enablement: trusted,
  run: async ({ live, engines, trees, documents }, _target, signal) => {
    const title = vscode.l10n.t("Listing containers, ports and networks again");
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () => {
      await Promise.all(engines.sessions.map((session) => session.live.refresh(signal)));
      trees.containers.probeAgain();
      trees.hostPorts.readings.readAgain();
      await documents.readAgain(signal);
    });
    if (live.status.kind === "fault") throw new EngineError(live.status.fault);
    const count = engines.sessions.reduce((sum, session) => sum + session.live.inventory.containers.size, 0);
    sayDone(vscode.l10n.t("Listed again. Containers: {0}", count));
  },
};
