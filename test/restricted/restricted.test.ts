import * as assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { engineStateKey } from "../../client/src/views/engineState";
import { findings, hostside, ruleOf, workspaceFile } from "../vscode/window";

describe("a workspace that is not trusted", () => {
  it("opens in Restricted Mode", () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it("is linted", async () => {
    const uri = workspaceFile("compose.yaml");
    await vscode.window.showTextDocument(uri);
    await findings(uri, (all) => all.some((one) => ruleOf(one) === "host-ports-discarded"));
  });

  it("does not make the view connect to an engine", async () => {
    const { live, containersTree } = await hostside();
    await vscode.commands.executeCommand("hostside.containers.focus");
    assert.equal(live.status.kind, "idle");
    assert.deepEqual(containersTree.getChildren(), []);
    assert.equal(engineStateKey, "hostside.engineState");
  });
});
