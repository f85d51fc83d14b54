import * as vscode from "vscode";
import type { EngineSession } from "../../docker/inventory/engineSet";
import { ofContainer, portUserOf, portUsers } from "../../insight/port/portUsers";
import { userName, type PortUser } from "../../insight/port/portsUsed";
import { summarize } from "../../insight/rowText";
import type { Inventory } from "../../docker/inventory/inventory";
import { inform, withoutIcons } from "../../views/notices";
import { engineName } from "../../views/trees/engineRows";
import { lostLine, sayLineLost } from "../target/lostLine";
import { parseTarget } from "../target/parseTarget";
import type { CommandContext } from "../target/context";
import { findShown } from "../target/shown";

/** A user of ports, and the engine that knows it. */
interface ChosenUser {
  readonly user: PortUser;
  readonly session: EngineSession;
}

/**
 * Whose ports are asked for: a container's line, a service's line, the holder of a port of the host, a name, or the one
 * that the user picks. Undefined where there is none, which has been said, or none was picked.
 */
export async function choosePortUser(
  context: CommandContext,
  target: unknown,
  signal: AbortSignal,
): Promise<ChosenUser | undefined> {
  if (target === lostLine) {
    sayLineLost();
    return undefined;
  }
  const { row, container } = parseTarget(target);
  const session = context.engines.session(container?.engine ?? row?.engine ?? "");
  if (row !== undefined || container !== undefined) await session.live.ready(signal);
  if (row?.kind === "hostPort") {
    const user = portUserOf(row.hostPort.owner);
    if (user !== undefined) return { user, session };
    void inform(vscode.l10n.t("Who has this port cannot be seen from here. Only root can see it."));
    return undefined;
  }
  if (row?.kind === "service") {
    const service = session.live.inventory.services.find(({ id }) => id === row.key);
    if (service !== undefined) return { user: { kind: "service", service }, session };
  }
  const shown = container === undefined ? undefined : findShown(context.engines, container);
  if (shown !== undefined) return { user: ofContainer(shown.container), session };
  const users = await usersOf(context, signal);
  const named = typeof target === "string" ? users.find(({ user }) => isCalled(user, target)) : undefined;
  if (named !== undefined) return named;
  if (container !== undefined) {
    void inform(vscode.l10n.t("The container {0} no longer exists.", container.reference.slice(0, 12)));
    return undefined;
  }
  return pick(users, context.engines.sessions.length > 1);
}

function isCalled(user: PortUser, name: string): boolean {
  return userName(user) === name || (user.kind === "program" && user.program === name);
}

async function usersOf({ engines, trees }: CommandContext, signal: AbortSignal): Promise<ChosenUser[]> {
  const found: ChosenUser[] = [];
  for (const session of await engines.ready(signal)) {
    const { ports } = await trees.hostPorts.readings.ports(session, signal);
    found.push(...portUsers(session.live.inventory, ports).map((user) => ({ user, session })));
  }
  return found;
}

async function pick(users: readonly ChosenUser[], isSeveral: boolean): Promise<ChosenUser | undefined> {
  if (users.length === 0) {
    void inform(vscode.l10n.t("No container and no program that has a port is known."));
    return undefined;
  }
  const picks = users.map((chosen) => ({
    label: withoutIcons(userName(chosen.user)),
    description: withoutIcons(kindOf(chosen.user, chosen.session.live.inventory)),
    ...(isSeveral ? { detail: withoutIcons(engineName(chosen.session, vscode.l10n)) } : {}),
    chosen,
  }));
  const options = { placeHolder: vscode.l10n.t("Whose ports?"), matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(picks, options))?.chosen;
}

function kindOf(user: PortUser, inventory: Inventory): string {
  const { l10n } = vscode;
  switch (user.kind) {
    case "containers": {
      const [first] = user.containers;
      return first !== undefined && user.containers.length === 1
        ? summarize(inventory, first, l10n)
        : l10n.t("a service with {0} containers", user.containers.length);
    }
    case "service":
      return l10n.t("a service of the swarm");
    case "program":
      return l10n.t("a program of the host");
  }
}
