import * as vscode from "vscode";
import type { Walkthrough } from "../../views/walk/walkthrough";
import { actionOf } from "../../walk/table";
import { stepName, type Action, type Step, type Walk } from "../../walk/walk";
import type { CommandContext } from "../target/context";

/** A step as package.json has it, in the language of the window. */
interface ShownStep {
  readonly id: string;
  readonly title: string;
  readonly description: string;
}

interface ShownWalk {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly ShownStep[];
}

/** A step of a walk that is played here. */
interface PlayedStep {
  readonly walkthrough: Walkthrough;
  readonly step: Step;
}

/** A step and one of its actions. */
export interface StepAction extends PlayedStep {
  readonly action: Action;
}

/**
 * What a link of a walkthrough hands over, `["WALK/STEP", "ACTION"]`; else what the user picks among the actions that `accepts`.
 * Undefined where nothing was picked.
 */
export async function chooseAction(
  { extension, walkthroughs }: CommandContext,
  step: unknown,
  action: unknown,
  prompt: string,
  accepts: (action: Action, walkthrough: Walkthrough) => boolean = () => true,
): Promise<StepAction | undefined> {
  const named = stepNamed(walkthroughs, step);
  const its = named === undefined ? undefined : actionOf(named.walkthrough.walk, named.step.id, action);
  if (named !== undefined && its !== undefined) return { ...named, ...its };
  const picks = walkthroughs.all.flatMap((walkthrough): (Pick<StepAction> | vscode.QuickPickItem)[] => {
    const { walk, progress } = walkthrough;
    const { title: name, steps: shown } = shownWalk(extension, walk);
    const ofWalk = walk.steps.flatMap((each, at) => {
      const { title = each.id, description = "" } = shown.find(({ id }) => id === each.id) ?? {};
      const check = progress.completed.includes(each.id) ? "$(pass) " : "";
      const actions = each.actions.filter((candidate) => accepts(candidate, walkthrough));
      return actions.map((candidate) => ({
        label: labelOf(description, stepName(walk, each), candidate.id) ?? candidate.id,
        description: `${check}${at + 1}. ${title}`,
        choice: { walkthrough, step: each, action: candidate },
      }));
    });
    return [separator(name), ...ofWalk];
  });
  return choiceOf(await vscode.window.showQuickPick(picks, { placeHolder: prompt, matchOnDescription: true }));
}

/** The step that a link hands over, or that the user picks. */
export async function chooseStep(
  { extension, walkthroughs }: CommandContext,
  step: unknown,
  prompt: string,
  accepts: (step: Step) => boolean,
): Promise<PlayedStep | undefined> {
  const named = stepNamed(walkthroughs, step);
  if (named !== undefined) return named;
  const picks = walkthroughs.all.flatMap((walkthrough): (Pick<PlayedStep> | vscode.QuickPickItem)[] => {
    const { walk } = walkthrough;
    const { title: name, steps: shown } = shownWalk(extension, walk);
    const ofWalk = walk.steps.filter(accepts).map((each) => ({
      label: `${walk.steps.indexOf(each) + 1}. ${shown.find(({ id }) => id === each.id)?.title ?? each.id}`,
      choice: { walkthrough, step: each },
    }));
    return [separator(name), ...ofWalk];
  });
  return choiceOf(await vscode.window.showQuickPick(picks, { placeHolder: prompt }));
}

/** Something to pick, and what it stands for. */
type Pick<Choice> = vscode.QuickPickItem & { readonly choice: Choice };

function separator(label: string): vscode.QuickPickItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function choiceOf<Choice>(picked: Pick<Choice> | vscode.QuickPickItem | undefined): Choice | undefined {
  return picked !== undefined && "choice" in picked ? picked.choice : undefined;
}

/** The step that `WALK/STEP` names. */
function stepNamed({ all }: CommandContext["walkthroughs"], name: unknown): PlayedStep | undefined {
  for (const walkthrough of all) {
    const step = walkthrough.walk.steps.find((each) => stepName(walkthrough.walk, each) === name);
    if (step !== undefined) return { walkthrough, step };
  }
  return undefined;
}

/** What the button of an action says: the text of its link, which has a line of its own in the step's words. */
function labelOf(description: string, step: string, action: string): string | undefined {
  const target = `](command:hostside.playStep?${encodeURIComponent(JSON.stringify([step, action]))})`;
  const line = description.split("\n").find((each) => each.startsWith("[") && each.endsWith(target));
  return line?.slice("[".length, -target.length);
}

/** The words of a walk and of its steps, which VS Code has translated. */
function shownWalk({ packageJSON }: CommandContext["extension"], walk: Walk): ShownWalk {
  const { contributes } = packageJSON as { contributes?: { walkthroughs?: readonly ShownWalk[] } };
  return contributes?.walkthroughs?.find(({ id }) => id === walk.id) ?? { id: walk.id, title: walk.id, steps: [] };
}
