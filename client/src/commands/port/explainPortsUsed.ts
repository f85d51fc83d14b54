import * as vscode from "vscode";
import { isUp } from "../../docker/inventory/container";
import { inspectUnlessGone } from "../../docker/api/inspectUnlessGone";
import { readOwnListeners } from "../../insight/ownListeners";
import { portsUsed, userName, type ListensInside, type PortUser } from "../../insight/port/portsUsed";
import type { ListeningSocket } from "../../netns/model";
import type { ProbeSource } from "../../insight/probeSource";
import { trusted, type Command } from "../target/context";
import { probeSourceOf } from "../target/probeSource";
import { whileReading } from "../target/whileReading";
import { choosePortUser } from "./choosePortUser";

/** So many containers of one service are looked into. */
const mostContainers = 20;

/**
 * Opens a document about the ports that a container, a service or a program of the host uses: of the host, by a publish,
 * by the engine's proxy for it or by itself, those that it could not get, and those inside its own network.
 */
export const explainPortsUsedCommand: Command = {
  id: "hostside.explainPortsUsed",
  titleKey: "command.explainPortsUsed",
  enablement: trusted,
  run: async (context, target, signal) => {
    const chosen = await choosePortUser(context, target, signal);
    if (chosen === undefined) return undefined;
    const { user, session } = chosen;
    const { readings } = context.trees.hostPorts;
    const title = vscode.l10n.t("Reading the ports of {0}", userName(user));
    const read = await whileReading(context, title, signal, async ({ signal: ending = signal }) => {
      const { ports, isHostRead } = await readings.ports(session, ending);
      const { listeners, ofEditor } = readings.last(session);
      const source = await probeSourceOf(context, session, ending);
      const inside = await listensInside(source, user, ending);
      return { ports, sockets: isHostRead ? listeners : undefined, ofEditor, inside, inventory: source.inventory };
    });
    const [first] = user.kind === "containers" ? user.containers : [];
    const about = first && { container: { id: first.id }, engine: session.key };
    return context.answers.show(portsUsed(user, read, vscode.l10n), `ports ${session.key} ${keyOf(user)}`, about);
  },
};

async function listensInside(
  { engine, machine, table, inventory }: ProbeSource,
  user: PortUser,
  signal: AbortSignal,
): Promise<ListensInside> {
  const inside = new Map<string, readonly ListeningSocket[] | undefined>();
  const containers = user.kind === "containers" ? user.containers.filter(isUp).slice(0, mostContainers) : [];
  for (const container of containers) {
    const detail = await inspectUnlessGone(engine, container.id, signal);
    const isRunning = detail?.running === true;
    inside.set(
      container.id,
      isRunning ? await readOwnListeners(engine, machine, table, inventory, container, detail, signal) : undefined,
    );
  }
  return inside;
}

function keyOf(user: PortUser): string {
  switch (user.kind) {
    case "containers":
      return user.containers.map(({ id }) => id).join(",");
    case "service":
      return user.service.id;
    case "program":
      return userName(user);
  }
}
