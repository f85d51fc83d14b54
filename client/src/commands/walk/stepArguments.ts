import * as vscode from "vscode";
import { actionOf } from "../../walk/table";
import type { Action, Step, Walk } from "../../walk/walk";
import type { CommandContext } from "../target/context";

/** A step as package.json has it, in the language of the window. */
interface ShownStep {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

/** A step and one of its actions. */
export interface StepAction {
  readonly step: Step;
  readonly action: Action;
}

/**
 * What a link of the walkthrough hands over, `[step, action]`; else what the user picks among the actions that `accepts`.
 * Undefined where nothing was picked.
 */
export async function chooseAction(
  { extension, walkthrough }: CommandContext,
  step: unknown,
  action: unknown,
  prompt: string,
  accepts: (action: Action) => boolean = () => true,
): Promise<StepAction | undefined> {
  const { walk, progress } = walkthrough;
  const named = actionOf(walk, step, action);
  if (named !== undefined) return named;
  const shown = shownSteps(extension, walk);
  const picks = walk.steps.flatMap((each, at) => {
    const { title = each.id, description = "" } = shown.find(({ id }) => id === each.id) ?? {};
    const check = progress.completed.includes(each.id) ? "$(pass) " : "";
    return each.actions.filter(accepts).map((its) => ({
      label: labelOf(description, each.id, its.id) ?? its.id,
      description: `${check}${at + 1}. ${title}`,
      choice: { step: each, action: its },
    }));
  });
  return (await vscode.window.showQuickPick(picks, { placeHolder: prompt, matchOnDescription: true }))?.choice;
}

/** The step that a link hands over, or that the user picks. */
export async function chooseStep(
  { extension, walkthrough }: CommandContext,
  step: unknown,
  prompt: string,
  accepts: (step: Step) => boolean,
): Promise<Step | undefined> {
  const { walk } = walkthrough;
  const named = walk.steps.find(({ id }) => id === step);
  if (named !== undefined) return named;
  const shown = shownSteps(extension, walk);
  const picks = walk.steps.filter(accepts).map((each) => ({
    label: `${walk.steps.indexOf(each) + 1}. ${shown.find(({ id }) => id === each.id)?.title ?? each.id}`,
    choice: each,
  }));
  return (await vscode.window.showQuickPick(picks, { placeHolder: prompt }))?.choice;
}

/** What the button of an action says: the text of its link, which has a line of its own in the step's words. */
function labelOf(description: string, step: string, action: string): string | undefined {
  const target = `](command:hostside.playStep?${encodeURIComponent(JSON.stringify([step, action]))})`;
  const line = description.split("\n").find((each) => each.startsWith("[") && each.endsWith(target));
  return line?.slice("[".length, -target.length);
}

/** The words of a walk's steps, which VS Code has translated. */
function shownSteps({ packageJSON }: CommandContext["extension"], walk: Walk): readonly ShownStep[] {
  const { contributes } = packageJSON as {
    contributes?: { walkthroughs?: readonly { id: string; steps: readonly ShownStep[] }[] };
  };
  return contributes?.walkthroughs?.find(({ id }) => id === walk.id)?.steps ?? [];
}
