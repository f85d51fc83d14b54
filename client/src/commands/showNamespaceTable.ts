import * as vscode from "vscode";
import { isUp } from "../docker/container";
import { containersByName } from "../docker/inventory";
import { host } from "../insight/readSubjects";
import { selectedContainers, subjectOf } from "./chooseSubjects";
import { trusted, type Command } from "./context";
import { inform } from "../views/notices";

/** Opens the host and several containers as one table, interfaces by namespaces: those selected, or all that run. */
export const showNamespaceTableCommand: Command = {
  id: "hostside.showNamespaceTable",
  titleKey: "command.showNamespaceTable",
  enablement: trusted,
  run: async (context, _target, signal, selected) => {
    await context.live.ready(signal);
    const chosen = selectedContainers(context, selected);
    const containers = chosen.length > 0 ? chosen : containersByName(context.live.inventory).filter(isUp);
    if (containers.length === 0) {
      void inform(vscode.l10n.t("No container is running. Start one to see its network."));
      return undefined;
    }
    const title = vscode.l10n.t("Reading the host and {0} containers", containers.length);
    const location = vscode.ProgressLocation.Notification;
    return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
      const cancelled = new AbortController();
      const registration = token.onCancellationRequested(() => cancelled.abort());
      const onRead = (done: number, all: number): void => progress.report({ message: `${done}/${all}` });
      try {
        return await context.documents.showTable([host, ...containers.map(subjectOf)], {
          signal: AbortSignal.any([signal, cancelled.signal]),
          onRead,
        });
      } finally {
        registration.dispose();
      }
    });
  },
};
