import * as vscode from "vscode";
import { isUp } from "../docker/container";
import { compareWithHost } from "../insight/compareWithHost";
import { chooseContainer } from "./chooseContainer";
import { trusted, type Command } from "./context";

/** Opens `ip addr` of the host beside that of a container. */
export const compareWithHostCommand: Command = {
  id: "hostside.compareWithHost",
  titleKey: "command.compareWithHost",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: isUp,
      prompt: vscode.l10n.t("Compare ip addr of which container with the host?"),
      none: vscode.l10n.t("No container is running. Start one to compare it with the host."),
    };
    const container = await chooseContainer(context, target, choice, signal);
    if (container === undefined) return undefined;
    const prober = { engine: await context.live.ready(signal), machine: context.machine };
    const comparison = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Reading host and {0}", container.name) },
      () => compareWithHost(prober, context.live.inventory, container, signal),
    );
    return context.documents.showComparison(container, comparison);
  },
};
