import * as vscode from "vscode";
import { sayDone } from "../../views/notices";
import { removeOfWalk } from "../../walk/cleanUp";
import { withoutStep } from "../../walk/progress";
import { trusted, type Command } from "../target/context";
import { runAndSay } from "./runAndSay";
import { chooseStep } from "./stepArguments";

/** Takes a step of the walkthrough back: its containers are as they were before it. */
export const undoStepCommand: Command = {
  id: "hostside.undoStep",
  titleKey: "command.undoStep",
  enablement: trusted,
  run: async (context, target, signal) => {
    const prompt = vscode.l10n.t("Undo which step?");
    const chosen = await chooseStep(context, target, prompt, ({ undo }) => undo.length > 0);
    if (chosen === undefined) return undefined;
    const { walkthrough, step } = chosen;
    const { engine, settings } = await walkthrough.place(signal);
    for (const undo of step.undo) {
      if (undo.kind === "run") {
        if (!(await runAndSay(walkthrough, undo.container, signal))) return undefined;
      } else {
        const { walk, user } = settings;
        const own = { walk: walk.id, container: undo.container, user };
        if (await removeOfWalk(engine.connection, own, signal)) {
          sayDone(vscode.l10n.t("{0} was removed.", undo.container));
        }
      }
    }
    await walkthrough.remember((progress) => withoutStep(progress, step));
    return step.id;
  },
};
