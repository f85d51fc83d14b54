import * as vscode from "vscode";
import { ownerText } from "../../views/trees/hostPortRows";
import { engineName } from "../../views/trees/engineRows";
import { withoutIcons } from "../../views/notices";
import { trusted, type Command } from "../target/context";

/** Lists every port of the host that is in use, with who uses it; search by number or name. */
export const findPortCommand: Command = {
  id: "hostside.findPort",
  titleKey: "command.findPort",
  enablement: trusted,
  run: async ({ engines, trees }, _target, signal) => {
    const several = engines.sessions.length > 1;
    const found = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Reading the host's ports") },
      async () => {
        const ready = await engines.ready(signal);
        const asked = ready.map(async (session) => ({ session, ports: await trees.hostPorts.ports(session, signal) }));
        if (asked.length === 1) return Promise.all(asked);
        // What one host does not tell is no reason to keep back what the others do.
        const answers = await Promise.allSettled(asked);
        return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
      },
    );
    const picks = found.flatMap(({ session, ports }) =>
      ports.map((port) => ({
        label: `${port.port}/${port.protocol}`,
        description: withoutIcons(ownerText(port.owner, vscode.l10n)),
        detail: withoutIcons(
          [
            port.addresses.join(", "),
            port.wantedBy.length === 0
              ? ""
              : vscode.l10n.t("needed by {0}", port.wantedBy.map(({ name }) => name).join(", ")),
            several ? engineName(session, vscode.l10n) : "",
          ]
            .filter((part) => part !== "")
            .join("  "),
        ),
        port,
      })),
    );
    const placeHolder = vscode.l10n.t("Ports of the host that are taken: type a number or a name");
    const options = { placeHolder, matchOnDescription: true, matchOnDetail: true };
    const picked = await vscode.window.showQuickPick(picks, options);
    if (picked === undefined) return undefined;
    await vscode.commands.executeCommand("hostside.hostPorts.focus");
    return picked.port;
  },
};
