import { explainExit } from "../insight/exit/explainExit";
import type { Localizer } from "../platform/localizer";
import { isUp } from "../docker/inventory/container";
import { containersOfWalk } from "./completion";
import type { WalkPlace } from "./place";

/** Why a container of a walk has ended. */
export type WhyEnded =
  /** `isKnown` is false where neither the engine nor its log tells: the text says that. */
  | { readonly kind: "said"; readonly text: string; readonly isKnown: boolean }
  | { readonly kind: "not-there" }
  | { readonly kind: "runs" };

/** Finds out why a container has ended, as *Why Did It Exit?* does. Throws EngineError. */
export async function whyEnded(
  place: WalkPlace,
  name: string,
  l10n: Localizer,
  signal?: AbortSignal,
): Promise<WhyEnded> {
  const own = containersOfWalk(place.inventory, place.settings.walk, place.settings.user);
  const container = own.find(({ walk }) => walk?.container === name);
  if (container === undefined) return { kind: "not-there" };
  if (isUp(container)) return { kind: "runs" };
  const { sentences, problems } = await explainExit(place, container, l10n, signal);
  return { kind: "said", text: sentences.join(" "), isKnown: problems.length > 0 };
}
