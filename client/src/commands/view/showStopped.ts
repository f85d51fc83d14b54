import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { sayDone } from "../../views/notices";
import { trusted, type Command } from "../target/context";

/** Shows stopped containers too, in every network mode. */
export const showStoppedCommand: Command = {
  id: "hostside.showStopped",
  titleKey: "command.showStopped",
  enablement: trusted,
  run: async ({ engines, viewOptions }) => {
    await viewOptions.showStopped(true);
    const containers = engines.sessions.flatMap(({ live }) => [...live.inventory.containers.values()]);
    const stopped = containers.filter((container) => !isUp(container)).length;
    sayDone(
      stopped === 0
        ? vscode.l10n.t("No container is stopped.")
        : vscode.l10n.t("Stopped containers are shown: {0}", stopped),
    );
  },
};
