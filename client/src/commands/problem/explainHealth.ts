import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { explainHealth } from "../../insight/exit/explainHealth";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";
import { probeSourceOf } from "../target/probeSource";

/**
 * Opens a document that reads the health check of a container beside what listens in it: a port on which nothing listens,
 * the published port in place of the one inside, IPv6 in place of IPv4, a program that the image does not have.
 */
export const explainHealthCommand: Command = {
  id: "hostside.explainHealth",
  titleKey: "command.explainHealth",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: ({ health }: Container) => health === "unhealthy" || health === "starting",
      prompt: vscode.l10n.t("Why is which container unhealthy?"),
      none: vscode.l10n.t("No container is unhealthy."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { container, session } = shown;
    const source = await probeSourceOf(context, session, signal);
    const answer = await explainHealth(source, container, vscode.l10n, signal);
    const about = { container: { id: container.id }, engine: session.key };
    return context.answers.show(answer, `health ${session.key} ${container.id}`, about);
  },
};
