import * as vscode from "vscode";
import { inform } from "../../views/notices";
import type { Walkthrough } from "../../views/walk/walkthrough";
import { whyEnded } from "../../walk/whyEnded";
import type { Action } from "../../walk/walk";
import { sayWithCommand } from "./runAndSay";

/** Says why a container has ended. Resolves to whether that is known. */
export async function sayWhyEnded(
  walkthrough: Walkthrough,
  action: Extract<Action, { kind: "why" }>,
  signal: AbortSignal,
): Promise<boolean> {
  const { l10n } = vscode;
  const name = action.container;
  const why = await whyEnded(await walkthrough.place(signal), name, l10n, signal);
  switch (why.kind) {
    case "said":
      void sayWithCommand(walkthrough, l10n.t("Why {0} has ended: {1}", name, why.text), action);
      return why.isKnown;
    case "not-there":
      void inform(l10n.t("{0} is not there. Run it in this walkthrough first.", name));
      return false;
    case "runs":
      void inform(l10n.t("{0} has not ended: it runs.", name));
      return false;
  }
}
