import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { act, type ContainerAction } from "../../docker/api/containerActions";
import { inform, withoutIcons, withoutLinks } from "../../views/notices";
import { chooseSeveral } from "../target/chooseShown";
import type { Shown } from "../target/shown";
import { chosenLines, groupName } from "../target/containersOf";
import { trusted, type Command, type CommandContext } from "../target/context";

/** More names than so many are counted where there is little room; a question names all of them. */
const mostNames = 5;

/** What is particular to one of these commands. */
export interface Change {
  readonly id: Command["id"];
  readonly titleKey: string;
  readonly action: ContainerAction;
  readonly accepts: (container: Container) => boolean;
  readonly prompt: () => string;
  /** What is said where there is none; `group` is the group that the command was started from. */
  readonly none: (group: string | undefined) => string;
  readonly progress: (names: string) => string;
  /** What has to be agreed to first, and the word of the button; undefined where nothing is lost. */
  readonly question?: (shown: readonly Shown[]) => { readonly sentence: string; readonly agree: string } | undefined;
}

/** A command that changes containers because the user chose them. It asks first where something is lost. */
export function changeCommand(change: Change): Command {
  return {
    id: change.id,
    titleKey: change.titleKey,
    enablement: trusted,
    run: async (context, target, signal, selected) => {
      const choice = { accepts: change.accepts, prompt: change.prompt(), none: change.none(groupName(target)) };
      const shown = await chooseSeveral(context, target, selected, choice, signal);
      if (shown === undefined) return undefined;
      return changeShown(context, change, shown, signal, questionOfGroup(change, chosenLines(target, selected), shown));
    },
  };
}

/** Nobody stops a whole group by a slip. */
function questionOfGroup({ action }: Change, lines: readonly unknown[], shown: readonly Shown[]) {
  const groups = new Set(lines.flatMap((line) => groupName(line) ?? []));
  if (groups.size === 0 || (action !== "stop" && action !== "restart")) return undefined;
  const group = [...groups].join(", ");
  const names = namesOf(shown);
  return action === "stop"
    ? { sentence: vscode.l10n.t("Stop all of {0} ({1})?", group, names), agree: vscode.l10n.t("Stop") }
    : { sentence: vscode.l10n.t("Restart all of {0} ({1})?", group, names), agree: vscode.l10n.t("Restart") };
}

/**
 * Changes these containers, after a question where something is lost; `why` asks one in any case. Resolves to their IDs,
 * or to undefined where the user does not agree.
 */
export async function changeShown(
  context: Pick<CommandContext, "trees">,
  change: Pick<Change, "action" | "progress" | "question">,
  shown: readonly Shown[],
  signal: AbortSignal,
  why?: { readonly sentence: string; readonly agree: string },
): Promise<readonly string[] | undefined> {
  const lost = change.question?.(shown);
  const sentence = [why?.sentence, lost?.sentence].filter((each) => each !== undefined).join(" ");
  const agree = lost?.agree ?? why?.agree;
  if (agree !== undefined && !(await agreed(sentence, agree))) return undefined;
  if (change.action === "stop") {
    for (const { container, session } of shown) context.trees.containers.keep(session.key, container);
  }
  const { containers } = context.trees;
  const marks = shown.map(({ container, session }) =>
    containers.markChanging(session.key, container, wordOf(change.action)),
  );
  try {
    const unchanged = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: change.progress(withoutIcons(fewNamesOf(shown))) },
      () => changeAll(shown, change.action, signal),
    );
    if (unchanged.length > 0) void inform(unchangedText(change.action, unchanged));
  } finally {
    for (const mark of marks) mark.dispose();
  }
  return shown.map(({ container }) => container.id);
}

/** What the line of a container says meanwhile. */
function wordOf(action: ContainerAction): string {
  const { l10n } = vscode;
  return {
    start: l10n.t("starting"),
    stop: l10n.t("stopping"),
    restart: l10n.t("restarting"),
    pause: l10n.t("pausing"),
    unpause: l10n.t("resuming"),
    remove: l10n.t("removing"),
  }[action];
}

/** What is said of containers that were as wanted before. */
function unchangedText(action: ContainerAction, unchanged: readonly Shown[]): string {
  const names = fewNamesOf(unchanged);
  return action === "start"
    ? vscode.l10n.t("Nothing to start: {0} runs already.", names)
    : vscode.l10n.t("Nothing to stop: {0} does not run.", names);
}

/**
 * Who lives in another's network comes after that one. What fails for one is said when all have been done. Resolves to
 * those for which there was nothing to do.
 */
async function changeAll(
  shown: readonly Shown[],
  action: ContainerAction,
  signal: AbortSignal,
): Promise<readonly Shown[]> {
  const joins = ({ container }: Shown): boolean => container.mode.kind === "container";
  const failures: unknown[] = [];
  const unchanged: Shown[] = [];
  for (const group of [shown.filter((each) => !joins(each)), shown.filter(joins)]) {
    const done = group.map(async (each) => {
      const engine = await each.session.live.ready(signal);
      if (!(await act(engine.connection, each.container.id, action, signal))) unchanged.push(each);
    });
    for (const outcome of await Promise.allSettled(done)) {
      if (outcome.status === "rejected") failures.push(outcome.reason);
    }
  }
  if (failures.length > 0) throw failures[0];
  return unchanged;
}

/** The names of all that a question is about: who answers it has to know whom it hits. */
export function namesOf(shown: readonly Shown[]): string {
  return shown.map(({ container }) => container.name).join(", ");
}

/** The names of a few, and how many more there are. */
function fewNamesOf(shown: readonly Shown[]): string {
  const names = shown.map(({ container }) => container.name);
  const first = names.slice(0, mostNames).join(", ");
  return names.length > mostNames ? vscode.l10n.t("{0} and {1} more", first, names.length - mostNames) : first;
}

async function agreed(sentence: string, agree: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(withoutLinks(sentence), { modal: true }, agree)) === agree;
}
