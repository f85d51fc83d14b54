import * as assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import * as vscode from "vscode";
import { servers } from "./languageServers";
import { findings, hostside, ruleOf, workspaceFile } from "./window";

describe("a window in which no Compose file is open", () => {
  const deployment = workspaceFile("deploy.yaml");
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(deployment);
  });

  it("has no language server and no connection to an engine for a YAML file of Kubernetes", async () => {
    const text = "apiVersion: apps/v1\nkind: Deployment\nspec:\n  services: 1\n";
    await vscode.workspace.fs.writeFile(deployment, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(deployment);
    const { live } = await hostside();
    // What an open document starts is started in the turn in which the extension hears of it.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.deepEqual([servers(), live.status.kind], [[], "idle"]);
  });

  it("has both as soon as one is", async () => {
    const uri = workspaceFile("compose.yaml");
    await vscode.window.showTextDocument(uri);
    await findings(uri, (all) => all.some((one) => ruleOf(one) === "host-ports-discarded"));
    assert.equal(servers().length, 1);
  });
});
