import * as vscode from "vscode";
import { inform } from "../../views/notices";
import { whyEnded } from "../../walk/whyEnded";
import type { Action } from "../../walk/walk";
import type { CommandContext } from "../target/context";
import { sayWithCommand } from "./runAndSay";

/** Says why a container has ended. Resolves to whether that is known. */
export async function sayWhyEnded(
  context: CommandContext,
  action: Extract<Action, { kind: "why" }>,
  signal: AbortSignal,
): Promise<boolean> {
  const { l10n } = vscode;
  const name = action.container;
  const why = await whyEnded(await context.walkthrough.place(signal), name, l10n, signal);
  switch (why.kind) {
    case "said":
      void sayWithCommand(context, l10n.t("Why {0} has ended: {1}", name, why.text), action);
      return true;
    case "not-there":
      void inform(l10n.t("{0} is not there. Run it in this walkthrough first.", name));
      return false;
    case "runs":
      void inform(l10n.t("{0} has not ended: it runs.", name));
      return false;
    case "unknown":
      void inform(l10n.t("Neither the engine nor the log of {0} says why it has ended.", name));
      return false;
  }
}
