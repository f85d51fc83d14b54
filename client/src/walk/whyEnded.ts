import { probeContainer } from "../insight/containerProbe";
import { isFailure, problemText } from "../insight/problems";
import type { Localizer } from "../platform/localizer";
import { isUp } from "../docker/inventory/container";
import { containersOfWalk } from "./completion";
import type { WalkPlace } from "./place";

/** Why a container of a walk has ended. */
export type WhyEnded =
  | { readonly kind: "said"; readonly text: string }
  | { readonly kind: "not-there" }
  | { readonly kind: "runs" }
  /** Neither the engine nor its log tells. */
  | { readonly kind: "unknown" };

/** Finds out why a container has ended, as the Containers view does. Throws EngineError. */
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
  const { problems } = await probeContainer(place, container, signal);
  const failure = problems.find(isFailure);
  return failure === undefined ? { kind: "unknown" } : { kind: "said", text: problemText(failure, l10n) };
}
