import * as vscode from "vscode";
import { sayDone } from "../../views/notices";
import { commandLineOf } from "../../walk/commandLine";
import type { Command } from "../target/context";
import { chooseAction } from "./stepArguments";

/** Copies the `docker` command that does the same as a button of the walkthrough. */
export const copyStepCommandCommand: Command = {
  id: "hostside.copyStepCommand",
  titleKey: "command.copyStepCommand",
  run: async (context, step, _signal, action) => {
    const prompt = vscode.l10n.t("Copy the command of what?");
    const chosen = await chooseAction(
      context,
      step,
      action,
      prompt,
      (each, walkthrough) => commandLineOf(each, walkthrough.settings) !== undefined,
    );
    const line = chosen === undefined ? undefined : commandLineOf(chosen.action, chosen.walkthrough.settings);
    if (line === undefined) return undefined;
    await vscode.env.clipboard.writeText(line);
    sayDone(vscode.l10n.t("Copied: {0}", line));
    return line;
  },
};
