import * as vscode from "vscode";
import { nextFreePort } from "../../insight/freePort";
import type { Problem } from "../../insight/problems";
import { takenPort } from "../../insight/remedies";
import { inform } from "../../views/notices";
import { openService } from "../target/openService";
import { trusted, type Command } from "../target/context";
import { chooseFailed } from "./chooseFailed";

/**
 * Gives a container whose port is taken the next port that is free: writes it into the Compose file, to be saved by the
 * user. Of a container that no file describes, the port is said and can be copied.
 */
export const useFreePortCommand: Command = {
  id: "hostside.useFreePort",
  titleKey: "command.useFreePort",
  enablement: trusted,
  run: async (context, target, signal) => {
    const texts = {
      prompt: vscode.l10n.t("Which container needs another port?"),
      none: vscode.l10n.t("No container was kept from starting by a port that is taken."),
    };
    const failed = await chooseFailed(context, target, "free-port", texts, signal);
    if (failed === undefined) return undefined;
    const taken = lostPort(failed.problem);
    if (taken === undefined) {
      await inform(texts.none);
      return undefined;
    }
    const { container, session } = failed;
    const { ports } = await context.trees.hostPorts.readings.ports(session, signal);
    const free = nextFreePort(taken, ports);
    if (free === undefined) {
      await inform(vscode.l10n.t("No port is free."));
      return undefined;
    }
    const opened = await openService(context.languageServer, container, { port: taken });
    if (opened?.number !== undefined) {
      const { editor, number } = opened;
      await editor.edit((edit) => edit.replace(number, String(free)));
      void inform(
        vscode.l10n.t("Port {0} is free and stands in the file now. Save it, and run docker compose up -d.", free),
      );
      return free;
    }
    const copy = vscode.l10n.t("Copy {0}", free);
    const said = vscode.l10n.t(
      "Port {0} is free. Create {1} again with it instead of {2}.",
      free,
      container.name,
      taken,
    );
    if ((await vscode.window.showInformationMessage(said, copy)) === copy) {
      await vscode.env.clipboard.writeText(String(free));
    }
    return free;
  },
};

/** Of a program in host mode whose log names no number, the one that its command names and that somebody has. */
function lostPort(problem: Problem): number | undefined {
  return takenPort(problem) ?? ("by" in problem ? problem.by.port : undefined);
}
