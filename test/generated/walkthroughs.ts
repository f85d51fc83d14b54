import { walks } from "../../client/src/walk/table";
import { stepKey, type Step, type Walk } from "../../client/src/walk/walk";
import type { Manifest, ShownStep } from "./manifest";
import { pictureOf } from "./pictures";

/**
 * package.json with a walkthrough for each walk: its words are in package.nls.json, its picture or page in
 * media/walkthrough, and a context key checks off a step that something has to be done for.
 */
export function withWalkthroughs(manifest: Manifest): Manifest {
  const copy = structuredClone(manifest);
  copy.contributes.walkthroughs = walks.map((walk) => ({
    id: walk.id,
    title: `%walk.${walk.id}.title%`,
    description: `%walk.${walk.id}.description%`,
    featuredFor: walk.featuredFor,
    steps: walk.steps.map((step) => shownStep(walk, step)),
  }));
  return copy;
}

function shownStep(walk: Walk, step: Step): ShownStep {
  const key = `walk.${walk.id}.${step.id}`;
  return {
    id: step.id,
    title: `%${key}.title%`,
    description: `%${key}.text%`,
    media: mediaOf(walk, step, key),
    completionEvents: step.completedBy.length === 0 ? ["onStepSelected"] : [`onContext:${stepKey(walk, step)}`],
  };
}

/** A picture where there is one, whose words are the language's; else the page of the step, which is translated as the words are. */
function mediaOf(walk: Walk, step: Step, key: string): ShownStep["media"] {
  const picture = pictureOf(walk.id, step.id);
  if (picture !== undefined) return { svg: `%${picture.key}%`, altText: `%${key}.alt%` };
  return { markdown: `media/walkthrough/${walk.id}/${step.id}.md` };
}
