import { findShown, type Shown } from "./shown";
import type { CommandContext } from "./context";
import { parseTarget } from "./parseTarget";

/** The containers of a line, as the engine has them now: of a group all of them, shown or not. */
export function containersOf({ engines, trees }: Pick<CommandContext, "engines" | "trees">, line: unknown): Shown[] {
  const { container: reference, row } = parseTarget(line);
  if (row?.kind === "group") {
    const session = engines.session(row.engine);
    return trees.containers.membersOf(row).map((container) => ({ container, session }));
  }
  const shown = reference && findShown(engines, reference);
  return shown === undefined ? [] : [shown];
}

/** The name of the group that a command was started from; undefined where it was no group. */
export function groupName(target: unknown): string | undefined {
  const { row } = parseTarget(target);
  return row?.kind === "group" ? row.label : undefined;
}

/** The lines that a command is for: all that are selected where the one that it was started from is among them. */
export function chosenLines(target: unknown, selected: unknown): readonly unknown[] {
  return Array.isArray(selected) && selected.includes(target) ? selected : [target];
}
