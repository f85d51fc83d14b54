import * as vscode from "vscode";
import { inform } from "../../views/notices";
import type { Walkthrough } from "../../views/walk/walkthrough";
import { tryPort } from "../../walk/tryPort";
import { expectedOf, type Action, type Found, type Step } from "../../walk/walk";
import { sayWithCommand } from "./runAndSay";

/** An action that tries a port. */
export type TryAction = Extract<Action, { kind: "try" }>;

/** Tries a port, and says what the answer means. Resolves to what was found; undefined where it could not be tried. */
export async function tryAndSay(
  walkthrough: Walkthrough,
  step: Step,
  action: TryAction,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const { l10n } = vscode;
  const place = await walkthrough.place(signal);
  const port = place.settings.ports[action.port];
  const outcome = await tryPort(place, action, expectedOf(step, action.id), signal);
  const within = action.from === "host" ? "" : action.from.container;
  switch (outcome.kind) {
    case "found":
      void sayWithCommand(walkthrough, action.says[outcome.found](l10n, port), action);
      return outcome.found;
    case "not-running":
      void inform(l10n.t("{0} does not run. Run it in this walkthrough first.", outcome.container));
      return undefined;
    case "no-program":
      void inform(l10n.t("The image of {0} has neither curl nor wget, so that nothing can be tried inside.", within));
      return undefined;
    case "far":
      void sayWithCommand(
        walkthrough,
        l10n.t("The engine is on another machine, whose localhost is not the one of VS Code. Try it there."),
        action,
      );
      return undefined;
  }
}
