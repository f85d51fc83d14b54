import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { addressesOf } from "../../insight/summary";
import { inform, sayDone, withoutIcons } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";
import { addressOf } from "../../views/trees/row";
import { parseTarget } from "../target/parseTarget";

/** Copies an IP address of a container. Asks which one where the container has several. */
export const copyIpAddressCommand: Command = {
  id: "hostside.copyIpAddress",
  titleKey: "command.copyIpAddress",
  enablement: trusted,
  run: async (context, target, signal) => {
    const { row } = parseTarget(target);
    const ofLine = row && addressOf(row);
    if (ofLine !== undefined) return copy(ofLine);
    const choice = {
      accepts: (container: Container) => addressesOf(container).length > 0,
      prompt: vscode.l10n.t("Copy the IP address of which container?"),
      none: vscode.l10n.t("No container has an IP address of its own."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { container } = shown;
    const addresses = addressesOf(container);
    if (addresses.length === 0) {
      await inform(
        container.mode.kind === "host"
          ? vscode.l10n.t("{0} has no address of its own: in host mode it uses those of the host.", container.name)
          : vscode.l10n.t("{0} has no address of its own.", container.name),
      );
      return undefined;
    }
    const picks = addresses.map(({ network, address }) => ({ label: address, description: withoutIcons(network) }));
    const placeHolder = vscode.l10n.t("Copy which address of {0}?", container.name);
    const picked = picks.length === 1 ? picks[0] : await vscode.window.showQuickPick(picks, { placeHolder });
    return picked === undefined ? undefined : copy(picked.label);
  },
};

async function copy(address: string): Promise<string> {
  await vscode.env.clipboard.writeText(address);
  sayDone(vscode.l10n.t("Copied {0}", address));
  return address;
}
