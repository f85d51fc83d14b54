import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { containersByName } from "../../docker/inventory/inventory";
import { summarize } from "../../insight/rowText";
import { engineName } from "../../views/trees/engineRows";
import { inform, withoutIcons } from "../../views/notices";
import type { CommandContext } from "./context";
import { chosenLines, containersOf, groupName } from "./containersOf";
import { lostLine, sayLineLost } from "./lostLine";
import { parseTarget } from "./parseTarget";
import { findShown, type Shown } from "./shown";

/** Which containers a command is for, and what it says where there is none. */
export interface Choice {
  readonly accepts: (container: Container) => boolean;
  readonly prompt: string;
  readonly none: string;
}

/**
 * The container of any engine that a command is about: the tree's line, a name or an ID; else the one that the user
 * picks, of one engine where `engine` is its key. Undefined where there is none, which has been said, or none was
 * picked.
 */
export async function chooseShown(
  { engines }: CommandContext,
  target: unknown,
  choice: Choice & { readonly engine?: string },
  signal: AbortSignal,
): Promise<Shown | undefined> {
  if (target === lostLine) {
    sayLineLost();
    return undefined;
  }
  const named = parseTarget(target).container;
  if (named !== undefined) {
    await engines.session(named.engine).live.ready(signal);
    const shown = findShown(engines, named);
    if (shown === undefined) {
      void inform(vscode.l10n.t("The container {0} no longer exists.", named.reference.slice(0, 12)));
    }
    return shown;
  }
  const of = choice.engine === undefined ? undefined : engines.session(choice.engine);
  await of?.live.ready(signal);
  const sessions = of === undefined ? await engines.ready(signal) : [of];
  const several = of === undefined && engines.sessions.length > 1;
  const picks = sessions.flatMap((session) => {
    const { inventory } = session.live;
    return containersByName(inventory)
      .filter(choice.accepts)
      .map((container) => ({
        label: withoutIcons(container.name),
        description: withoutIcons(summarize(inventory, container, vscode.l10n)),
        ...(several ? { detail: withoutIcons(engineName(session, vscode.l10n)) } : {}),
        shown: { container, session },
      }));
  });
  if (picks.length === 0) {
    void inform(choice.none);
    return undefined;
  }
  const options = { placeHolder: choice.prompt, matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(picks, options))?.shown;
}

/**
 * The containers of the lines that are selected, where the command comes from one of several; else the one that it is
 * about. Those that the command is not for are left out. Undefined as above.
 */
export async function chooseSeveral(
  context: CommandContext,
  target: unknown,
  selected: unknown,
  choice: Choice,
  signal: AbortSignal,
): Promise<readonly Shown[] | undefined> {
  // Of several lines some may be known again: the command is for all of them or for none.
  if (target === lostLine) {
    sayLineLost();
    return undefined;
  }
  const isGroup = groupName(target) !== undefined;
  const chosen = chosenLines(target, selected);
  const lines = isGroup || chosen.length > 1 ? chosen : [];
  const found = new Map<string, Shown>();
  for (const shown of lines.flatMap((line) => containersOf(context, line))) {
    if (choice.accepts(shown.container)) found.set(`${shown.session.key} ${shown.container.id}`, shown);
  }
  if (found.size > 0) return [...found.values()];
  if (isGroup) {
    void inform(choice.none);
    return undefined;
  }
  const shown = await chooseShown(context, target, choice, signal);
  return shown === undefined ? undefined : [shown];
}
