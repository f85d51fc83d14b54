import * as vscode from "vscode";
import { act } from "../../docker/api/containerActions";
import { namespaceOwner } from "../../docker/inventory/inventory";
import { inform, withoutIcons } from "../../views/notices";
import { trusted, type Command } from "../target/context";
import { chooseFailed } from "./chooseFailed";

/** Restarts a container that has lost the network that it shares; starts the owner of that network first where it has stopped. */
export const restoreNetworkCommand: Command = {
  id: "hostside.restoreNetwork",
  titleKey: "command.restoreNetwork",
  enablement: trusted,
  run: async (context, target, signal) => {
    const texts = {
      prompt: vscode.l10n.t("Restore the network of which container?"),
      none: vscode.l10n.t("No container has lost the network that it shares."),
    };
    const failed = await chooseFailed(context, target, "restore-network", texts, signal);
    if (failed === undefined) return undefined;
    if (failed.problem.kind !== "dead-namespace") {
      await inform(texts.none);
      return undefined;
    }
    const { container, session, problem } = failed;
    const owner = namespaceOwner(session.live.inventory, container);
    const title = vscode.l10n.t("Restarting {0}", withoutIcons(container.name));
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () => {
      const { connection } = await session.live.ready(signal);
      if (problem.how === "stopped") await act(connection, owner.id, "start", signal);
      await act(connection, container.id, "restart", signal);
    });
    return container.id;
  },
};
