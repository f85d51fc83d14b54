import * as vscode from "vscode";
import { inform } from "../../views/notices";
import type { Walkthrough } from "../../views/walk/walkthrough";
import { removeAllOfUser } from "../../walk/cleanUp";
import { containersOfWalk } from "../../walk/completion";
import { withTried } from "../../walk/progress";
import { hostModeHere } from "../../walk/hostModeHere";
import { nameOnEngine, type Action, type Found } from "../../walk/walk";
import { trusted, type Command, type CommandContext } from "../target/context";
import { openPage } from "../target/openPage";
import { runAndSay, sayWithCommand } from "./runAndSay";
import { sayWhyEnded } from "./sayWhyEnded";
import { sayCleanedUp } from "./cleanUpWalkthrough";
import { showCost } from "./showCost";
import { showManyPorts } from "./showManyPorts";
import { chooseAction, type StepAction } from "./stepArguments";
import { tryAndSay } from "./tryAndSay";

/**
 * Does one thing of a step of the walkthrough: starts a container, tries a port, compares. Asks which, where it is not a
 * button of the walkthrough.
 */
export const playStepCommand: Command = {
  id: "hostside.playStep",
  titleKey: "command.playStep",
  enablement: trusted,
  run: async (context, step, signal, action) => {
    const chosen = await chooseAction(context, step, action, vscode.l10n.t("What is to be done?"));
    if (chosen === undefined) return undefined;
    const done = await play(context, chosen, signal);
    if (done === undefined) return undefined;
    await chosen.walkthrough.remember((progress) => withTried(progress, chosen.step.id, chosen.action.id, done));
    return done;
  },
};

/** What was found or done; undefined where it could not be, which has been said. */
async function play(
  context: CommandContext,
  { walkthrough, step, action }: StepAction,
  signal: AbortSignal,
): Promise<Found | "done" | undefined> {
  const doneWhere = (is: boolean): "done" | undefined => (is ? "done" : undefined);
  switch (action.kind) {
    case "run":
      return doneWhere(await runAndSay(walkthrough, action.container, signal));
    case "try":
      return tryAndSay(walkthrough, step, action, signal);
    case "why":
      return doneWhere(await sayWhyEnded(walkthrough, action, signal));
    case "manyPorts":
      return doneWhere(await showManyPorts(context, walkthrough, action, signal));
    case "cost":
      return doneWhere(await showCost(context, walkthrough, signal));
    case "engine": {
      const { facts } = await walkthrough.place(signal);
      void sayWithCommand(walkthrough, hostModeHere(facts, vscode.l10n).text, action);
      return "done";
    }
    case "command":
      return doneWhere(await runCommand(walkthrough, action, signal));
    case "page":
      await openPage(context, action.page);
      return "done";
    case "cleanUp": {
      const { engine, settings } = await walkthrough.place(signal);
      const { walk } = settings;
      sayCleanedUp(await removeAllOfUser(engine.connection, settings.user, { walk: walk.id, signal }));
      walkthrough.rest();
      return "done";
    }
  }
}

/** A command of its own says itself what it could not do. */
async function runCommand(
  walkthrough: Walkthrough,
  { command, container }: Extract<Action, { kind: "command" }>,
  signal: AbortSignal,
): Promise<boolean> {
  const { inventory, settings } = await walkthrough.place(signal);
  const own = containersOfWalk(inventory, settings.walk, settings.user);
  if (!own.some(({ walk }) => walk?.container === container)) {
    void inform(vscode.l10n.t("{0} is not there. Run it in this walkthrough first.", container));
    return false;
  }
  return (await vscode.commands.executeCommand(command, nameOnEngine(container))) !== undefined;
}
