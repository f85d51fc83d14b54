import * as path from "node:path";
import * as vscode from "vscode";
import type { Container } from "../../docker/inventory/container";
import { inform } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import { trusted, type Command } from "../target/context";

/** Opens the Compose file that a container was created from, at its service. */
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
    const shown = await chooseShown(context, target, choice, signal);
    if (shown === undefined) return undefined;
    const { composeFiles = [], composeFolder = "", composeService = "", name } = shown.container;
    // A later file of the project may add to the service; the first that has it is where it begins.
    for (const file of composeFiles) {
      const uri = vscode.Uri.file(path.resolve(composeFolder, file));
      const document = await open(uri);
      if (document === undefined) continue;
      const places = await context.languageServer.services(uri, new vscode.CancellationTokenSource().token);
      const place = places.find((each) => each.name === composeService);
      if (place === undefined) continue;
      const { start, end } = place.range;
      const selection = new vscode.Range(start.line, start.character, end.line, end.character);
      await vscode.window.showTextDocument(document, { selection });
      return { uri, selection };
    }
    await inform(
      vscode.l10n.t(
        "The Compose file of {0} is not on this machine, or no longer has the service {1}.",
        name,
        composeService,
      ),
    );
    return undefined;
  },
};

async function open(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    // A label may name a device, which would be read without an end.
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return undefined;
  } catch {
    // Made elsewhere, or deleted since: the next file may be there.
    return undefined;
  }
  return vscode.workspace.openTextDocument(uri);
}
