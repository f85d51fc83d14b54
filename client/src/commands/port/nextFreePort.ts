import * as vscode from "vscode";
import { freePortFrom } from "../../insight/freePort";
import { inform } from "../../views/notices";
import { trusted, type Command } from "../target/context";
import { choosePort } from "./choosePort";

/** Copies the first port of the host from a number on that nobody has, and says it. */
export const nextFreePortCommand: Command = {
  id: "hostside.nextFreePort",
  titleKey: "command.nextFreePort",
  enablement: trusted,
  run: async (context, target, signal) => {
    const first = await choosePort(target, vscode.l10n.t("The next free port of the host, from which number on?"));
    if (first === undefined) return undefined;
    const session = context.engines.primary;
    await session.live.ready(signal);
    const { ports, isHostRead } = await context.trees.hostPorts.readings.ports(session, signal);
    const port = freePortFrom(first, ports);
    if (port === undefined) {
      void inform(vscode.l10n.t("No port from {0} on is free.", first));
      return undefined;
    }
    await vscode.env.clipboard.writeText(String(port));
    void inform(
      isHostRead
        ? vscode.l10n.t("Port {0} is free. Its number was copied.", port)
        : vscode.l10n.t("No container publishes port {0}. Its number was copied.", port),
    );
    return port;
  },
};
