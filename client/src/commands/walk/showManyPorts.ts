import * as vscode from "vscode";
import type { Walkthrough } from "../../views/walk/walkthrough";
import { runLine } from "../../walk/commandLine";
import { manyPortsAnswer, measureManyPorts } from "../../walk/manyPorts";
import type { Action } from "../../walk/walk";
import type { CommandContext } from "../target/context";
import { agreedAndPulled } from "./runAndSay";

/** Starts a container with many published ports and one in host mode, and opens what each cost. */
export async function showManyPorts(
  { answers }: CommandContext,
  walkthrough: Walkthrough,
  action: Extract<Action, { kind: "manyPorts" }>,
  signal: AbortSignal,
): Promise<boolean> {
  const { l10n, window } = vscode;
  const { published, host } = action;
  for (;;) {
    const place = await walkthrough.place(signal);
    const title = l10n.t("Starting {0}", published.name);
    const location = vscode.ProgressLocation.Notification;
    const measured = await window.withProgress({ location, title }, () =>
      measureManyPorts(place, action, () => performance.now(), signal),
    );
    if (measured !== undefined) {
      const { settings } = place;
      const lines = { published: runLine(published, settings), host: runLine(host, settings) };
      await answers.show(manyPortsAnswer(published.publishMany ?? 0, measured, lines, l10n), "many-ports");
      return true;
    }
    if (!(await agreedAndPulled(place, signal))) return false;
  }
}
