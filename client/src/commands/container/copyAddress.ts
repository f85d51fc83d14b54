import * as vscode from "vscode";
import { sayDone } from "../../views/notices";
import { reachableChoice } from "./chooseAddress";
import { trusted, type Command } from "../target/context";

/**
 * Copies the address (`host:port`) at which a published port, or a port of the host, can be reached from this
 * machine.
 */
export const copyAddressCommand: Command = {
  id: "hostside.copyAddress",
  titleKey: "command.copyAddress",
  enablement: trusted,
  run: async (context, target, signal) => {
    const chosen = await reachableChoice(context, target, vscode.l10n.t("Copy the address of which port?"), signal);
    if (chosen === undefined) return undefined;
    await vscode.env.clipboard.writeText(chosen.address);
    sayDone(vscode.l10n.t("Copied {0}", chosen.address));
    return chosen.address;
  },
};
