import * as vscode from "vscode";
import type { ServicePlace } from "../../../../shared/protocol";
import type { Container } from "../../docker/inventory/container";
import { linesOfService } from "../../insight/portInFile";
import type { Move } from "../../platform/moving";
import { inform, sayDone, withoutIcons } from "../../views/notices";
import { chooseShown } from "../target/chooseShown";
import type { CommandContext } from "../target/context";
import { filesOfService } from "../target/openService";
import { lostLine } from "../target/lostLine";
import { parseTarget } from "../target/parseTarget";
import { portsSeen } from "./portsSeen";

/** A service in a Compose file. */
interface Chosen {
  readonly uri: vscode.Uri;
  readonly service: string;
}

/** What a lens, a key binding or another extension may hand over. */
interface Wanted extends Chosen {
  /** Makes the change without a question. */
  readonly apply?: boolean;
}

/**
 * Moves a service to the host's network or out of it: that of a lens or of a line of the tree, the one under the cursor, or the
 * one that the user picks. Resolves to whether the files were changed.
 */
export async function moveService(
  context: CommandContext,
  target: unknown,
  to: Move["to"],
  signal: AbortSignal,
): Promise<boolean> {
  const chosen = await choose(context, target, to, signal);
  if (chosen === undefined) return false;
  const { uri, service } = chosen;
  const seen = await portsSeen(context, uri, service, signal);
  const changes = (asks: boolean) => context.languageServer.moving.changes(uri, { service, to, seen, asks }, signal);
  const found = await changes(false);
  if (found === undefined) {
    const sentence = vscode.l10n.t(
      "{0} is in several projects, or in none that could be read: change the file by hand.",
      service,
    );
    await inform(sentence);
    return false;
  }
  if ("refused" in found) {
    await inform(found.refused);
    return false;
  }
  const { places, files } = found;
  const title =
    to === "host"
      ? vscode.l10n.t("Move {0} to the host network (changed places: {1}, files: {2})", service, places, files)
      : vscode.l10n.t("Move {0} to its own network (changed places: {1}, files: {2})", service, places, files);
  const asks = isWanted(target) && target.apply === true ? false : await askHow(title);
  if (asks === undefined) return false;
  const made = asks ? await changes(true) : found;
  if (made === undefined || "refused" in made) return false;
  await vscode.window.showTextDocument(uri, { preserveFocus: true });
  const isDone = await vscode.workspace.applyEdit(made.edit, { isRefactoring: true });
  if (isDone && !asks) sayDone(vscode.l10n.t("Changed places: {0}, files: {1}", places, files));
  return isDone;
}

/** Whether the editor asks about each change; undefined where the user thinks better of it. */
async function askHow(title: string): Promise<boolean | undefined> {
  const picks = [
    { label: vscode.l10n.t("Change the files"), description: vscode.l10n.t("Undo takes it back"), asks: false },
    {
      label: vscode.l10n.t("Look at the changes first"),
      description: vscode.l10n.t("Tick what is to change"),
      asks: true,
    },
  ];
  return (await vscode.window.showQuickPick(picks, { placeHolder: withoutIcons(title) }))?.asks;
}

async function choose(
  context: CommandContext,
  target: unknown,
  to: Move["to"],
  signal: AbortSignal,
): Promise<Chosen | undefined> {
  if (isWanted(target)) return target;
  const { languageServer } = context;
  const { activeTextEditor: editor } = vscode.window;
  if (target !== lostLine && parseTarget(target).container === undefined && editor !== undefined) {
    const services = await languageServer.services(editor.document.uri, new vscode.CancellationTokenSource().token);
    if (services.length > 0) return chooseInFile(editor, services);
  }
  if (!vscode.workspace.isTrusted) {
    await inform(vscode.l10n.t("Open a Compose file first, then run this command again."));
    return undefined;
  }
  const choice = {
    accepts: ({ composeFiles, mode }: Container) =>
      composeFiles !== undefined && (to === "host" ? mode.kind === "network" : mode.kind === "host"),
    prompt: vscode.l10n.t("Move the service of which container?"),
    none: vscode.l10n.t("No container that Compose has created could be moved there."),
  };
  const shown = await chooseShown(context, target, choice, signal);
  if (shown === undefined) return undefined;
  const { container } = shown;
  for await (const { document } of filesOfService(languageServer, container)) {
    return { uri: document.uri, service: container.composeService ?? "" };
  }
  await inform(
    vscode.l10n.t(
      "The Compose file of {0} is not on this machine, or no longer has the service {1}.",
      container.name,
      container.composeService ?? "",
    ),
  );
  return undefined;
}

async function chooseInFile(
  { document, selection }: vscode.TextEditor,
  services: readonly ServicePlace[],
): Promise<Chosen | undefined> {
  const { uri } = document;
  const lines = document.getText().split(/\r?\n/u);
  const { line } = selection.active;
  const here = services.find(({ range: { start } }) => {
    return start.line === line || linesOfService(lines, start.line).includes(line);
  });
  if (here !== undefined) return { uri, service: here.name };
  const picks = services.map(({ name }) => ({ label: withoutIcons(name), service: name }));
  const placeHolder = vscode.l10n.t("Which service is moved?");
  const picked = await vscode.window.showQuickPick(picks, { placeHolder });
  return picked && { uri, service: picked.service };
}

function isWanted(target: unknown): target is Wanted {
  if (typeof target !== "object" || target === null) return false;
  const { uri, service } = target as Partial<Wanted>;
  return uri instanceof vscode.Uri && typeof service === "string";
}
