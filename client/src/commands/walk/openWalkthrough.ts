import * as vscode from "vscode";
import { hostNetworking } from "../../walk/hostNetworking/hostNetworking";
import { walks } from "../../walk/table";
import type { Command } from "../target/context";

/**
 * Opens the walkthrough "Docker host networking, hands on", which you play on your own engine. Its last step leads to
 * shorter ones about the default bridge, networks of your own, `none` and `container:`.
 */
export const openWalkthroughCommand: Command = {
  id: "hostside.openWalkthrough",
  titleKey: "command.openWalkthrough",
  run: async ({ extension }, named) => {
    const walk = walks.find((each) => each.id === named) ?? hostNetworking;
    const id = `${extension.id}#${walk.id}`;
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", id, false);
    return id;
  },
};
