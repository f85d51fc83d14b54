import * as vscode from "vscode";
import { browsablePorts, isReachableAddress, reachableAddress, urlOf } from "../../insight/reachable";
import { publishedText } from "../../insight/summary";
import { inform } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import type { CommandContext } from "../target/context";
import { parseTarget } from "../target/parseTarget";

/** A port as it is reached from here. */
export interface Reachable {
  readonly address: string;
  readonly url: string;
}

/** The port of the line, or of the container; asks where that publishes several. */
export async function reachableChoice(
  context: CommandContext,
  target: unknown,
  prompt: string,
  signal: AbortSignal,
): Promise<Reachable | undefined> {
  const line = reachableOfLine(target);
  if (line !== undefined) return line;
  const choice = {
    accepts: (container: Parameters<typeof browsablePorts>[0]) => browsablePorts(container).length > 0,
    prompt,
    none: vscode.l10n.t("No container publishes a TCP port."),
  };
  const shown = await chooseShown(context, target, choice, signal);
  if (shown === undefined) return undefined;
  const { endpoint } = await shown.session.live.ready(signal);
  const picks = browsablePorts(shown.container).map((port) => {
    const address = reachableAddress(port, endpoint);
    return { label: address, description: publishedText(port), address, url: urlOf(address, port.containerPort) };
  });
  if (picks.length === 0) {
    await inform(vscode.l10n.t("{0} publishes no TCP port.", shown.container.name));
    return undefined;
  }
  return picks.length === 1 ? picks[0] : vscode.window.showQuickPick(picks, { placeHolder: prompt });
}

/** A line of a published port or of a port of the host. */
function reachableOfLine(target: unknown): Reachable | undefined {
  const { row } = parseTarget(target);
  if (row?.kind !== "port" && row?.kind !== "hostPort") return undefined;
  const { reachable } = row;
  if (reachable === undefined || !isReachableAddress(reachable)) return undefined;
  return {
    address: reachable,
    url: urlOf(reachable, row.kind === "port" ? row.port.containerPort : row.hostPort.port),
  };
}
