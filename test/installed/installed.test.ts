import * as assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { HostsideForTests } from "../../client/src/extension";
import { findings, ruleOf, workspaceFile } from "../vscode/window";

describe("Hostside installed from its .vsix", () => {
  let extension: vscode.Extension<HostsideForTests>;

  before(() => {
    const found = vscode.extensions.getExtension<HostsideForTests>("hostside.hostside");
    assert.ok(found, "it is not installed");
    extension = found;
  });

  it("is the installed one, not a checkout", () => {
    assert.match(extension.extensionPath, /[/\\]extensions[/\\]hostside\.hostside-\d+\.\d+\.\d+/u);
  });

  it("activates, and its language server starts", async () => {
    const { activationMilliseconds, languageServerStarted } = await extension.activate();
    assert.equal(await languageServerStarted, true);
    // eslint-disable-next-line no-console -- the launcher prints what the tests say
    console.log(`[test]    activation: ${activationMilliseconds.toFixed(1)} ms`);
  });

  it("marks the tutorial's mistake", async () => {
    const uri = workspaceFile("compose.yaml");
    await vscode.window.showTextDocument(uri);
    await findings(uri, (all) => all.some((one) => ruleOf(one) === "host-ports-discarded"));
  });
});
