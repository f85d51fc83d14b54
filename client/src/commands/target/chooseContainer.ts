import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { containersByName, findContainer } from "../../docker/inventory/inventory";
import { summarize } from "../../insight/summary";
import { inform, withoutIcons } from "../../views/notices";
import type { CommandContext } from "./context";

/** Which containers a command is for, and what it says where there is none. */
export interface Choice {
  readonly accepts: (container: Container) => boolean;
  readonly prompt: string;
  readonly none: string;
}

/**
 * The container that a command is about: the tree's item, a name or an ID; else the only one there is; else the one
 * that the user picks. Undefined where there is none, which has been said, or none was picked.
 */
export async function chooseContainer(
  context: CommandContext,
  target: unknown,
  choice: Choice,
  signal: AbortSignal,
): Promise<Container | undefined> {
  await context.live.ready(signal);
  const { inventory } = context.live;
  const reference = referenceOf(target);
  if (reference !== undefined) {
    const found = findContainer(inventory, reference);
    if (found === undefined) void inform(vscode.l10n.t("The container {0} no longer exists.", reference));
    return found;
  }
  const containers = containersByName(inventory).filter(choice.accepts);
  if (containers.length === 0) {
    void inform(choice.none);
    return undefined;
  }
  const picks = containers.map((container) => ({
    label: withoutIcons(container.name),
    description: withoutIcons(summarize(inventory, container, vscode.l10n)),
    container,
  }));
  const picked = await vscode.window.showQuickPick(picks, { placeHolder: choice.prompt, matchOnDescription: true });
  return picked?.container;
}

/** Tree items carry their container; other callers give a name or an ID. */
function referenceOf(target: unknown): string | undefined {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null || !("container" in target)) return undefined;
  const { container } = target;
  if (typeof container !== "object" || container === null || !("id" in container)) return undefined;
  return typeof container.id === "string" ? container.id : undefined;
}
