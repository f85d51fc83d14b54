import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { containersByName } from "../../docker/inventory/inventory";
import { host } from "../../insight/readSubjects";
import { inform } from "../../views/notices";
import { noneRuns, selectedContainers, subjectOf } from "./chooseSubjects";
import { groupName } from "../target/containersOf";
import { trusted, type Command } from "../target/context";
import { whileReading } from "../target/whileReading";

/**
 * Opens one table: a row for the host and for each selected container or container of the selected group, or for each
 * running container where none is selected, with network mode, addresses, gateway, published ports and what listens.
 */
export const showNamespaceTableCommand: Command = {
  id: "hostside.showNamespaceTable",
  titleKey: "command.showNamespaceTable",
  enablement: trusted,
  run: async (context, target, signal, selected) => {
    const chosen = selectedContainers(context, selected ?? [target]);
    if (chosen === undefined) return undefined;
    const session = chosen[0]?.session ?? context.engines.primary;
    await session.live.ready(signal);
    const containers =
      (selected !== undefined || groupName(target) !== undefined) && chosen.length > 0
        ? chosen.map(({ container }) => container).filter(isUp)
        : containersByName(session.live.inventory).filter(isUp);
    if (containers.length === 0) {
      void inform(noneRuns());
      return undefined;
    }
    const title = vscode.l10n.t("Reading the host and {0} containers", containers.length);
    const subjects = [host, ...containers.map(subjectOf)];
    return whileReading(
      context,
      title,
      signal,
      (options) => context.documents.showTable(session.key, subjects, options),
      true,
    );
  },
};
