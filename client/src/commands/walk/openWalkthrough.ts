import * as vscode from "vscode";
import type { Command } from "../target/context";

/** Opens the walkthrough "Docker host networking, hands on", which you play on your own engine. */
export const openWalkthroughCommand: Command = {
  id: "hostside.openWalkthrough",
  titleKey: "command.openWalkthrough",
  run: async ({ extension, walkthrough }) => {
    const id = `${extension.id}#${walkthrough.walk.id}`;
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", id, false);
    return id;
  },
};
