import type { Localizer } from "../../platform/localizer";
import { targetText } from "../path/pathText";
import type { CostOutcome } from "./measurePaths";

/** Why nothing could be measured, as a sentence with what to do. */
export function costRefusal(
  outcome: Exclude<CostOutcome, { kind: "measured" }>,
  image: string,
  l10n: Localizer,
): string {
  switch (outcome.kind) {
    case "elsewhere":
      return l10n.t(
        "This cannot be measured from here: the engine's host is another machine than this one, or has another network. Nothing was started.",
      );
    case "no-listener":
      return l10n.t(
        "No program from the image {0} listened. Choose one with a shell and the nc of busybox, such as busybox or alpine. What was started was removed.",
        image,
      );
    case "silent":
      return l10n.t(
        "{0} did not answer, so that nothing was measured. A firewall may keep it back. What was started was removed.",
        targetText(outcome.target),
      );
  }
}
