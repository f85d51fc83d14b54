import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import type { Problem } from "../../insight/problems";
import type { WantedPart } from "../../insight/partOfService";
import { takenPort } from "../../insight/remedies";
import { inform } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import { containersOf } from "../target/containersOf";
import { trusted, type Command } from "../target/context";
import { openService } from "../target/openService";
import { findingBehind } from "../target/serviceFinding";

/** Opens the Compose file that a container was created from, at its service; where something is wrong, at the line that causes it. */
export const revealServiceCommand: Command = {
  id: "hostside.revealService",
  titleKey: "command.revealService",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: ({ composeFiles }: Container) => composeFiles !== undefined,
      prompt: vscode.l10n.t("Reveal the Compose service of which container?"),
      none: vscode.l10n.t("No container was created by Compose."),
    };
    const group = containersOf(context, target).find(({ container }) => choice.accepts(container));
    const shown = group ?? (await chooseShown(context, target, choice, signal));
    if (shown === undefined) return undefined;
    const { container } = shown;
    const [problem] = context.trees.containers.problemsOf(container);
    const finding = problem && (await findingBehind(context.languageServer, container, problem));
    if (finding !== undefined) {
      const { document, range } = finding;
      await vscode.window.showTextDocument(document, { selection: range });
      return { uri: document.uri, selection: range };
    }
    const parts = context.trees.containers.problemsOf(container).flatMap((problem) => partOf(container, problem) ?? []);
    const opened = await openService(context.languageServer, container, parts[0]);
    if (opened !== undefined) return { uri: opened.editor.document.uri, selection: opened.selection };
    await inform(
      vscode.l10n.t(
        "The Compose file of {0} is not on this machine, or no longer has the service {1}.",
        container.name,
        container.composeService ?? "",
      ),
    );
    return undefined;
  },
};

/** The part of the service that a problem comes from. */
function partOf({ published }: Container, problem: Problem): WantedPart | undefined {
  if (problem.kind === "dead-namespace") return "network-mode";
  const taken = takenPort(problem);
  if (taken !== undefined) return problem.kind === "not-started" ? { publishes: taken } : undefined;
  if (!("protocol" in problem)) return undefined;
  const port = published.find((each) => each.containerPort === problem.port && each.protocol === problem.protocol);
  return port === undefined ? undefined : { publishes: port.hostPort };
}
