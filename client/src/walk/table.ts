import { defaultBridge } from "./defaultBridge/defaultBridge";
import { hostNetworking } from "./hostNetworking/hostNetworking";
import { none } from "./none/none";
import { sharedNamespace } from "./sharedNamespace/sharedNamespace";
import { userDefined } from "./userDefined/userDefined";
import type { Action, Step, Walk } from "./walk";

/** Every walk there is: `npm run generate` writes the walkthroughs of package.json from it. */
export const walks: readonly Walk[] = [hostNetworking, defaultBridge, userDefined, none, sharedNamespace];

/** A step and one of its actions, by their IDs; undefined where there is none. */
export function actionOf(walk: Walk, step: unknown, action: unknown): { step: Step; action: Action } | undefined {
  const found = walk.steps.find(({ id }) => id === step);
  const its = found?.actions.find(({ id }) => id === action);
  return found === undefined || its === undefined ? undefined : { step: found, action: its };
}
