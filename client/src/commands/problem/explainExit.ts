import * as vscode from "vscode";
import { isUp, type Container } from "../../docker/inventory/container";
import { isFailure } from "../../insight/problems";
import { explainExit } from "../../insight/exit/explainExit";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";
import { probeSourceOf } from "../target/probeSource";

/**
 * Opens a document that says why a container exited, was not started or has lost its network: who has its port, what the
 * engine refuses, which name does not resolve, with the log and the engine's words, and links to the page and the file.
 */
export const explainExitCommand: Command = {
  id: "hostside.explainExit",
  titleKey: "command.explainExit",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: (container: Container) => !isUp(container) || context.monitor.problemsOf(container).some(isFailure),
      prompt: vscode.l10n.t("Why did which container exit?"),
      none: vscode.l10n.t("No container has exited or failed."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { container, session } = shown;
    const source = await probeSourceOf(context, session, signal);
    const answer = await explainExit(source, container, vscode.l10n, signal);
    const about = { container: { id: container.id }, engine: session.key };
    return context.answers.show(answer, `exit ${session.key} ${container.id}`, about);
  },
};
