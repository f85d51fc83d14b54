import * as vscode from "vscode";
import { namespaceOwner } from "../../docker/inventory/inventory";
import { inform } from "../../views/notices";
import { trusted, type Command } from "../target/context";
import { revealHostPort } from "../target/revealHostPort";
import { chooseFailed, type Failed } from "./chooseFailed";

/** Selects what a container failed for: who has its port, in Containers or Host Ports, or the owner of the network that it has lost. */
export const revealCauseCommand: Command = {
  id: "hostside.revealCause",
  titleKey: "command.revealCause",
  enablement: trusted,
  run: async (context, target, signal) => {
    const texts = {
      prompt: vscode.l10n.t("Reveal the cause of which container's problem?"),
      none: vscode.l10n.t("No container has a problem whose cause can be shown."),
    };
    const failed = await chooseFailed(context, target, "reveal-cause", texts, signal);
    if (failed === undefined) return undefined;
    const { session } = failed;
    const cause = causeOf(failed);
    if (cause === undefined) {
      await inform(texts.none);
      return undefined;
    }
    if ("container" in cause) {
      const line = { container: { id: cause.container }, engine: session.key };
      return vscode.commands.executeCommand("hostside.revealContainer", line);
    }
    const { ports } = await context.trees.hostPorts.readings.ports(session, signal);
    const port = ports.find((each) => each.port === cause.port && each.protocol === "tcp");
    if (port !== undefined) return revealHostPort(context, session, port);
    await inform(vscode.l10n.t("Nobody has port {0} any more.", cause.port));
    return undefined;
  },
};

function causeOf({ container, session, problem }: Failed): { container: string } | { port: number } | undefined {
  if (problem.kind === "dead-namespace") return { container: namespaceOwner(session.live.inventory, container).id };
  if (!("by" in problem)) return undefined;
  const { by } = problem;
  return by.container === undefined ? { port: by.port } : { container: by.container };
}
