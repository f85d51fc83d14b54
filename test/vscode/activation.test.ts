import * as assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import * as vscode from "vscode";
import { servers } from "./languageServers";
import { extension, findings, hostside, ruleOf, workspaceFile } from "./window";

describe("a window in which no Compose file is open", () => {
  const deployment = workspaceFile("deploy.yaml");
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(deployment);
  });

  // The oldest VS Code is set up without the search program that looks for these names.
  const isNewest = process.env.HOSTSIDE_TEST_VSCODE !== "host-oldest";
  const byName = "is active for the names of its files alone, without a language server and a connection to an engine";
  (isNewest ? it : it.skip)(isNewest ? byName : `${byName}, skipped: this VS Code cannot search`, async () => {
    while (!extension().isActive) await new Promise((resolve) => setTimeout(resolve, 50));
    const { live, activationMilliseconds } = await hostside();
    assert.deepEqual([servers(), live.status.kind], [[], "idle"]);
    // eslint-disable-next-line no-console -- the launcher prints what the tests say
    console.log(`[test]    activation: ${activationMilliseconds.toFixed(1)} ms`);
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
