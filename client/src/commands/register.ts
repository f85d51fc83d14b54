import * as vscode from "vscode";
import { reportFailure, sayRestricted } from "../views/notices";
import { lostLine, startedFrom } from "./target/lostLine";
import { trusted, type Command, type CommandContext } from "./target/context";

/**
 * Registers the commands. Running one again cancels its earlier run, so does deactivation; whatever a run throws ends
 * as a message to the user.
 */
export function registerCommands(commands: readonly Command[], context: CommandContext): vscode.Disposable {
  const registrations = commands.map((command) => {
    let current: AbortController | undefined;
    const registration = vscode.commands.registerCommand(command.id, async (...given: readonly unknown[]) => {
      // Menus and the palette heed the enablement; other extensions and keybindings need not.
      if (command.enablement === trusted && !vscode.workspace.isTrusted) {
        void sayRestricted();
        return undefined;
      }
      const target = startedFrom(given);
      const selected = target === lostLine ? undefined : given[1];
      current?.abort();
      const run = new AbortController();
      context.log.debug(`Command ${command.id}.`);
      current = run;
      try {
        return await context.engineUse.during(() => command.run(context, target, run.signal, selected));
      } catch (error) {
        // Not awaited: who runs a command by code need not wait until a person has read the message.
        if (!run.signal.aborted) void reportFailure(error, command.id, context.log);
        return undefined;
      }
    });
    return vscode.Disposable.from(registration, { dispose: () => current?.abort() });
  });
  return vscode.Disposable.from(...registrations);
}
