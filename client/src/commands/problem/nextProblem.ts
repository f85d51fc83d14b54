import * as vscode from "vscode";
import { suspectsAmong } from "../../monitor/suspects";
import { inform } from "../../views/notices";
import type { RowHandle } from "../../views/trees/rowTree";
import { trusted, type Command, type CommandContext } from "../target/context";

/**
 * Selects the next container in Containers that has a problem, and opens what is known of it: the failed ones come first.
 * In the views, F8 does it.
 */
export const nextProblemCommand: Command = {
  id: "hostside.nextProblem",
  titleKey: "command.nextProblem",
  enablement: trusted,
  run: async (context, _target, signal) => {
    await lookAtSuspects(context, signal);
    // A view that has the keyboard before it has lines loses it again.
    await vscode.commands.executeCommand("hostside.containers.focus");
    const next = lineAfter(context, context.view.selection[0]) ?? lineWithoutFilter(context);
    if (next === undefined) {
      void inform(vscode.l10n.t("No container has a known problem."));
      return undefined;
    }
    await context.view.reveal(next, { select: true, focus: true, expand: true });
    return next.id;
  },
};

/** In a window that has just opened nobody has looked at them yet. */
async function lookAtSuspects({ engines, monitor: { probes } }: CommandContext, signal: AbortSignal): Promise<void> {
  const sessions = await engines.ready(signal);
  const looks = sessions.flatMap(({ live }) => {
    const suspects = suspectsAmong(live.inventory, [...live.inventory.containers.values()]);
    return suspects
      .filter((container) => probes.known(container) === undefined)
      .map((each) => probes.probe(live, each));
  });
  await Promise.all(looks);
}

/** The line with a problem that comes after the one that is selected, or after whose it is; else the first one. */
function lineAfter({ trees }: CommandContext, selected: RowHandle | undefined): RowHandle | undefined {
  const lines = trees.containers.containerLines();
  const troubled = lines.filter(
    ({ container }) => container !== undefined && trees.containers.problemsOf(container).length > 0,
  );
  // By ID: the line of a container that comes and goes is another object each time.
  const from = lines.findIndex(({ id }) => id === selected?.id || id === selected?.parent?.id);
  return troubled.find((line) => lines.indexOf(line) > from) ?? troubled[0];
}

/** What the filter hides would make the command say that all is well. */
function lineWithoutFilter(context: CommandContext): RowHandle | undefined {
  if (context.viewOptions.current.filter === "") return undefined;
  context.viewOptions.filter("");
  return lineAfter(context, undefined);
}
