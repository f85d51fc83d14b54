import * as vscode from "vscode";
import { isUp } from "../docker/container";
import { readContainer } from "../netns/readContainer";
import { chooseContainer } from "./chooseContainer";
import { trusted, type Command } from "./context";

/** Opens `ip addr` of a container, whether or not its image has `ip`. */
export const showIpAddrCommand: Command = {
  id: "hostside.showIpAddr",
  titleKey: "command.showIpAddr",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: isUp,
      prompt: vscode.l10n.t("Show ip addr of which container?"),
      none: vscode.l10n.t("No container is running. Start one to see its network."),
    };
    const container = await chooseContainer(context, target, choice, signal);
    if (container === undefined) return undefined;
    const prober = { engine: await context.live.ready(signal), machine: context.machine };
    const reading = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Reading {0}", container.name) },
      () => readContainer(prober, container, signal),
    );
    return context.documents.show(container, reading);
  },
};
