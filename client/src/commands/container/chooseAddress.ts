import * as vscode from "vscode";
import { isUp, type Container } from "../../docker/inventory/container";
import {
  browsablePorts,
  isReachableAddress,
  reachableAddress,
  reachableHostAddress,
  urlOf,
} from "../../insight/reachable";
import { publishedText } from "../../insight/summary";
import { inform } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import type { Shown } from "../target/shown";
import type { CommandContext } from "../target/context";
import { parseTarget } from "../target/parseTarget";

/** A port as it is reached from here. */
export interface Reachable {
  readonly address: string;
  readonly url: string;
}

/** One of several to choose from. */
export interface ReachablePick extends Reachable, vscode.QuickPickItem {}

/** Leaves out ports that are no use to a command, by asking them. */
type Only = (picks: readonly ReachablePick[], signal: AbortSignal) => Promise<readonly ReachablePick[]>;

/** The port of the line, or of the container, also one in host mode; asks where there are several. */
export async function reachableChoice(
  context: CommandContext,
  target: unknown,
  prompt: string,
  signal: AbortSignal,
  only: Only = (picks) => Promise.resolve(picks),
): Promise<Reachable | undefined> {
  const line = reachableOfLine(target);
  if (line !== undefined) return (await only([line], signal))[0];
  const choice = {
    accepts: (container: Container) => browsablePorts(container).length > 0 || isOnHost(container),
    prompt,
    none: vscode.l10n.t("No container publishes a TCP port."),
  };
  const shown = await chooseShown(context, target, choice, signal);
  if (shown === undefined) return undefined;
  const all = await picksOf(context, shown, signal);
  if (all.length === 0) {
    void inform(
      isOnHost(shown.container)
        ? vscode.l10n.t("No TCP port is known that {0} listens on.", shown.container.name)
        : vscode.l10n.t("{0} publishes no TCP port.", shown.container.name),
    );
    return undefined;
  }
  const picks = await only(all, signal);
  return picks.length <= 1 ? picks[0] : vscode.window.showQuickPick(picks, { placeHolder: prompt });
}

/** What it publishes, and in host mode what it listens on as Host Ports knows it. */
async function picksOf(context: CommandContext, { container, session }: Shown, signal: AbortSignal) {
  const { endpoint } = await session.live.ready(signal);
  const published = browsablePorts(container).map((port): ReachablePick => {
    const address = reachableAddress(port, endpoint);
    return { label: address, description: publishedText(port), address, url: urlOf(address, port.containerPort) };
  });
  if (!isOnHost(container)) return published;
  const { ports } = await context.trees.hostPorts.readings.ports(session, signal);
  const own = ports.filter(({ protocol, owner }) => {
    return protocol === "tcp" && owner.kind === "host-mode" && owner.container.id === container.id;
  });
  const onHost = own.map(({ port, owner }): ReachablePick => {
    const address = reachableHostAddress(port, endpoint);
    const description = owner.kind === "host-mode" ? owner.program : "";
    return { label: address, description, address, url: urlOf(address, port) };
  });
  return [...published, ...onHost];
}

function isOnHost(container: Container): boolean {
  return isUp(container) && container.mode.kind === "host";
}

/** A line of a published port or of a port of the host. */
function reachableOfLine(target: unknown): ReachablePick | undefined {
  const { row } = parseTarget(target);
  if (row?.kind !== "port" && row?.kind !== "hostPort") return undefined;
  const { reachable } = row;
  if (reachable === undefined || !isReachableAddress(reachable)) return undefined;
  const url = urlOf(reachable, row.kind === "port" ? row.port.containerPort : row.hostPort.port);
  return { label: reachable, address: reachable, url };
}
