import * as vscode from "vscode";
import { groupings, type Grouping } from "../../insight/grouping";
import { trusted, type Command } from "../target/context";

/** Groups the containers by Compose project, network mode or network, or not at all. */
export const groupContainersCommand: Command = {
  id: "hostside.groupContainers",
  titleKey: "command.groupContainers",
  enablement: trusted,
  run: async ({ viewOptions }, target) => {
    const named = groupings.find((each) => each === target);
    const now = viewOptions.current.grouping;
    const picks = groupings.map((grouping) => ({
      label: label(grouping),
      ...(grouping === now ? { description: vscode.l10n.t("now") } : {}),
      grouping,
    }));
    const placeHolder = vscode.l10n.t("Group containers by");
    const grouping = named ?? (await vscode.window.showQuickPick(picks, { placeHolder }))?.grouping;
    if (grouping === undefined) return undefined;
    await viewOptions.group(grouping);
    return grouping;
  },
};

function label(grouping: Grouping): string {
  const { l10n } = vscode;
  return {
    project: l10n.t("Compose project"),
    mode: l10n.t("Network mode"),
    network: l10n.t("Network"),
    flat: l10n.t("Nothing: one flat list"),
  }[grouping];
}
