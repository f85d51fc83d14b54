import * as vscode from "vscode";
import { nextFreePort } from "../../insight/freePort";
import type { Problem } from "../../insight/problems";
import { takenPort } from "../../insight/remedies";
import { inform } from "../../views/notices";
import { type OpenedService, openService } from "../target/openService";
import { trusted, type Command } from "../target/context";
import { chooseFailed } from "./chooseFailed";
import { createWithPort } from "./createWithPort";

/**
 * Gives a container whose port is taken the next port that is free: writes it into the Compose file, to be saved by the
 * user. A container that no file describes is created again with it, after a question that shows the commands.
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
    const written = opened && (await numberOf(opened));
    if (written !== undefined) {
      const { editor, number } = written;
      await editor.edit((edit) => edit.replace(number, String(free)));
      void inform(
        vscode.l10n.t("Port {0} is free and stands in the file now. Save it, and run docker compose up -d.", free),
      );
      return free;
    }
    await createWithPort(context, { container, session }, { from: taken, to: free }, signal);
    return free;
  },
};

/** The editor with the number: that of the service, or that of the file of variables which gives it. */
async function numberOf({
  editor,
  number,
  setIn,
}: OpenedService): Promise<{ readonly editor: vscode.TextEditor; readonly number: vscode.Range } | undefined> {
  if (number !== undefined) return { editor, number };
  if (setIn === undefined) return undefined;
  const document = await vscode.workspace.openTextDocument(setIn.uri);
  return { editor: await vscode.window.showTextDocument(document, { selection: setIn.range }), number: setIn.range };
}

/** Of a program in host mode whose log names no number, the one that its command names and that somebody has. */
function lostPort(problem: Problem): number | undefined {
  return takenPort(problem) ?? ("by" in problem ? problem.by.port : undefined);
}
