import * as vscode from "vscode";
import { openShell } from "../../docker/api/shell";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";
import { ShellTerminal } from "../../views/editor/shellTerminal";

/** Opens a terminal with a shell in a running container. No `docker` command is needed. */
export const openShellCommand: Command = {
  id: "hostside.openShell",
  titleKey: "command.openShell",
  enablement: trusted,
  run: async (context, target, signal) => {
    const choice = {
      accepts: ({ state }: { state: string }) => state === "running",
      prompt: vscode.l10n.t("Open a shell in which container?"),
      none: vscode.l10n.t("No container is running."),
    };
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { container, session } = shown;
    const engine = await session.live.ready(signal);
    const pty = new ShellTerminal((during) => openShell(engine.connection, container.id, during));
    const terminal = vscode.window.createTerminal({
      name: container.name,
      iconPath: new vscode.ThemeIcon("terminal"),
      pty,
    });
    terminal.show();
    return terminal;
  },
};
