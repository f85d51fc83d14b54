import * as vscode from "vscode";
import { inform, sayDone, withoutIcons } from "../../views/notices";
import type { Command, CommandContext } from "../target/context";

/** What a key binding or another extension may hand over. */
interface Wanted {
  readonly newName: string;
}

/**
 * Renames the service under the cursor in all files of its project: references in overrides, included and extended files,
 * `.env` and `env_file`. Without one it asks which. Networks, aliases, containers and hostnames under the cursor as well.
 * Host names inside values are shown in the preview, to be ticked.
 */
export const renameServiceCommand: Command = {
  id: "hostside.renameService",
  titleKey: "command.renameService",
  run: async ({ languageServer }, target, signal) => {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined) {
      await inform(vscode.l10n.t("Open a Compose file first, then run this command again."));
      return undefined;
    }
    const { uri } = editor.document;
    const { renaming } = languageServer;
    let position = editor.selection.active;
    let place = await renaming.placeAt(uri, position, signal);
    if (place === undefined) {
      const chosen = await chooseService(uri, languageServer);
      if (chosen === undefined) return undefined;
      position = chosen;
      place = await renaming.placeAt(uri, position, signal);
    }
    if (place === undefined) return undefined;
    if ("refused" in place) {
      await inform(place.refused);
      return undefined;
    }
    const { name, kind } = place;
    const changes = (newName: string) => renaming.changes(uri, position, newName, signal);
    const newName = isWanted(target)
      ? target.newName
      : await vscode.window.showInputBox({
          title: vscode.l10n.t("Rename the {0} {1} in the whole project", kind, name),
          prompt: vscode.l10n.t("The new name. Host names inside values are shown to you before they change."),
          value: name,
          validateInput: async (typed) => {
            if (typed === name) return undefined;
            const found = await changes(typed);
            return found !== undefined && "refused" in found ? found.refused : undefined;
          },
        });
    if (newName === undefined || newName === name) return undefined;
    const found = await changes(newName);
    if (found === undefined) return undefined;
    if ("refused" in found) {
      await inform(found.refused);
      return undefined;
    }
    const isDone = await vscode.workspace.applyEdit(found.edit, { isRefactoring: true });
    if (isDone && found.choices === 0) {
      sayDone(vscode.l10n.t("{0} is {1} now: {2} places, {3} files", name, newName, found.places, found.files));
    }
    return isDone;
  },
};

function isWanted(target: unknown): target is Wanted {
  return typeof target === "object" && target !== null && typeof (target as Partial<Wanted>).newName === "string";
}

async function chooseService(
  uri: vscode.Uri,
  languageServer: CommandContext["languageServer"],
): Promise<vscode.Position | undefined> {
  const services = await languageServer.services(uri, new vscode.CancellationTokenSource().token);
  if (services.length === 0) {
    await inform(
      vscode.l10n.t("The active editor holds no Compose file with services. Open one, then run this command again."),
    );
    return undefined;
  }
  const picks = services.map(({ name, range: { start } }) => ({
    label: withoutIcons(name),
    position: new vscode.Position(start.line, start.character),
  }));
  const placeHolder = vscode.l10n.t("Which service gets another name?");
  return (await vscode.window.showQuickPick(picks, { placeHolder }))?.position;
}
