import * as vscode from "vscode";
import { tutorialFolderName } from "../../platform/tutorialFolder";
import { withoutLinks } from "../../views/notices";
import type { Command } from "../target/context";

/**
 * Copies the tutorial, a small Compose project about host mode, into a folder that you choose, and opens it there.
 * Nothing is overwritten.
 */
export const openTutorialCommand: Command = {
  id: "hostside.openTutorial",
  titleKey: "command.openTutorial",
  run: async ({ extension: { extensionUri } }, target) => {
    const folder = await chooseFolder(extensionUri, target instanceof vscode.Uri ? target : undefined);
    if (folder === undefined) return undefined;
    if (!folder.exists) await copyFiles(vscode.Uri.joinPath(extensionUri, "tutorial"), folder.uri);
    await openFolder(folder.uri);
    return folder.uri;
  },
};

/** Where the tutorial goes, or is already and the user wants to have that one. Asks until it can, or the user leaves. */
async function chooseFolder(
  extensionUri: vscode.Uri,
  named: vscode.Uri | undefined,
): Promise<{ readonly uri: vscode.Uri; readonly exists: boolean } | undefined> {
  const { l10n } = vscode;
  const again = l10n.t("Choose Another Folder");
  const open = l10n.t("Open It");
  for (let parent = named ?? (await pickFolder()); parent !== undefined; parent = await pickFolder()) {
    const uri = vscode.Uri.joinPath(parent, tutorialFolderName);
    const own = isWithin(uri, extensionUri);
    const there = own ? undefined : await typeOf(uri);
    if (!own && there === undefined) return { uri, exists: false };
    const sentence = own
      ? l10n.t("This folder belongs to Hostside, and is deleted when Hostside is updated. Choose another one.")
      : l10n.t("{0} exists already. Hostside does not overwrite it.", uri.fsPath);
    const buttons = there === vscode.FileType.Directory ? [open, again] : [again];
    const answer = await vscode.window.showWarningMessage(withoutLinks(sentence), ...buttons);
    if (answer === open) return { uri, exists: true };
    if (answer !== again) return undefined;
  }
  return undefined;
}

async function pickFolder(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    title: vscode.l10n.t("Choose where to create the folder {0}", tutorialFolderName),
    openLabel: vscode.l10n.t("Put the Tutorial Here"),
  });
  return picked?.[0];
}

function isWithin(uri: vscode.Uri, folder: vscode.Uri): boolean {
  return uri.scheme === folder.scheme && `${uri.path}/`.startsWith(`${folder.path}/`);
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}

/** One by one, and not as a folder: the user's files are not write-protected, as those of the extension may be. */
async function copyFiles(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const { fs } = vscode.workspace;
  await fs.createDirectory(to);
  for (const [name] of await fs.readDirectory(from)) {
    await fs.writeFile(vscode.Uri.joinPath(to, name), await fs.readFile(vscode.Uri.joinPath(from, name)));
  }
}

/** In this window where it is empty, else in a new one. */
async function openFolder(folder: vscode.Uri): Promise<void> {
  const files = ["compose.yaml", "README.md"].map((name) => vscode.Uri.joinPath(folder, name));
  await vscode.commands.executeCommand("vscode.openFolder", folder, {
    forceNewWindow: vscode.workspace.workspaceFolders !== undefined,
    // In a browser they would be opened in this window, beside what the user works on.
    ...(vscode.env.uiKind === vscode.UIKind.Desktop ? { filesToOpen: files } : {}),
  });
}
