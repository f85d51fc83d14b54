import * as vscode from "vscode";
import { isTutorial } from "../../platform/tutorialFolder";

/** Under what is remembered that it was opened once. */
const memoryKey = "hostside.walkthroughOpened";

/**
 * Opens the walkthrough where somebody opens the tutorial's folder for the first time. Not on top of what they have open
 * there, and not where VS Code is told to open no walkthrough by itself. Resolves to whether it did.
 */
export async function openBesideTutorial(extension: vscode.Uri, memory: vscode.Memento): Promise<boolean> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (!folders.some(({ uri }) => isTutorial(uri, extension))) return false;
  const opens = vscode.workspace.getConfiguration("workbench").get("welcomePage.walkthroughs.openOnInstall");
  if (opens === false || vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) return false;
  if (memory.get(memoryKey) === true) return false;
  await memory.update(memoryKey, true);
  await vscode.commands.executeCommand("hostside.openWalkthrough");
  return true;
}
