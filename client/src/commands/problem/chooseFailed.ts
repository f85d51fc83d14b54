import type { Problem } from "../../insight/problems";
import { remediesOf, type Remedy } from "../../insight/remedies";
import { chooseShown } from "../target/chooseShown";
import type { Shown } from "../target/shown";
import type { CommandContext } from "../target/context";
import { inform } from "../../views/notices";

/** A container, and the problem of it that a command is to do something about. */
export interface Failed extends Shown {
  readonly problem: Problem;
}

/**
 * The container whose problem a command can do something about: that of the line, or the one that the user picks.
 * Undefined where there is none, which has been said, or none was picked.
 */
export async function chooseFailed(
  context: CommandContext,
  target: unknown,
  remedy: Remedy,
  texts: { readonly prompt: string; readonly none: string },
  signal: AbortSignal,
): Promise<Failed | undefined> {
  const { containers } = context.trees;
  const shown = await chooseShown(
    context,
    target,
    { accepts: (container) => remediesOf(container, containers.problemsOf(container)).includes(remedy), ...texts },
    signal,
  );
  if (shown === undefined) return undefined;
  const problems = containers.problemsOf(shown.container);
  const problem = problems.find((each) => remediesOf(shown.container, [each]).includes(remedy));
  // It may be over by now.
  if (problem === undefined) void inform(texts.none);
  return problem === undefined ? undefined : { ...shown, problem };
}
