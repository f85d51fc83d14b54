import * as vscode from "vscode";
import { whoHasPort } from "../../insight/port/whoHasPort";
import { parseTarget } from "../target/parseTarget";
import { trusted, type Command } from "../target/context";
import { choosePort } from "./choosePort";

/**
 * Opens a document about one port of the host: the container, the program or the forwarding (ssh, this editor) that has
 * it, who else needs it, what else the same one has, and the next port that is free.
 */
export const explainPortCommand: Command = {
  id: "hostside.explainPort",
  titleKey: "command.explainPort",
  enablement: trusted,
  run: async (context, target, signal) => {
    const port = await choosePort(target, vscode.l10n.t("Who has which port of the host?"));
    if (port === undefined) return undefined;
    const engine = parseTarget(target).row?.engine;
    const session = engine === undefined ? context.engines.primary : context.engines.session(engine);
    const { readings } = context.trees.hostPorts;
    await session.live.ready(signal);
    const { ports, isHostRead } = await readings.ports(session, signal);
    const { listeners, ofEditor } = readings.last(session);
    const read = { ports, sockets: isHostRead ? listeners : undefined, ofEditor };
    return context.answers.show(whoHasPort(port, read, vscode.l10n), `port ${session.key} ${port}`);
  },
};
