import * as vscode from "vscode";

/** What the tutorial's folder is called in the one that the user chooses. */
export const tutorialFolderName = "hostside-tutorial";

/** Whether a folder holds the tutorial: the copy that a user has made, or the files that come with Hostside. */
export function isTutorial(folder: vscode.Uri, extension: vscode.Uri): boolean {
  if (folder.path.split("/").at(-1) === tutorialFolderName) return true;
  return folder.path === vscode.Uri.joinPath(extension, "tutorial").path;
}
