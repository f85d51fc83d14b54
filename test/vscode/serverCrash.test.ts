import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { quickFixes } from "./quickFixes";
import { type FakeEngine, startFakeEngine } from "../../client/test/docker/fakeEngine";
import { servers } from "./languageServers";
import { eventually, findings, hostside, ruleOf, workspaceFile } from "./window";

describe("a language server that is killed", () => {
  const uri = workspaceFile("compose.yaml");
  const setHost = (value: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration("hostside").update("docker.host", value, vscode.ConfigurationTarget.Global);
  const both = (all: readonly vscode.Diagnostic[]): boolean =>
    ["host-ports-discarded", "host-on-rootless"].every((rule) => all.some((one) => ruleOf(one) === rule));
  let engine: FakeEngine;

  before(async () => {
    const { languageServerStarted, live } = await hostside();
    assert.ok(await languageServerStarted);
    // An engine of a kind that a rule speaks of: what is found shows whether the server knows of it.
    engine = await startFakeEngine();
    engine.info = { OSType: "linux", SecurityOptions: ["name=rootless"] };
    await vscode.commands.executeCommand("hostside.containers.focus");
    await setHost(engine.endpoint.address);
    await eventually(
      (listener) => live.onDidChange(listener),
      () => (live.status.kind === "ready" && live.status.facts.rootless ? true : undefined),
    );
    await vscode.window.showTextDocument(uri);
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await setHost(undefined);
    await (await hostside()).live.settled();
    await engine.close();
  });

  it("is started again, finds what it found, and knows of the engine", async () => {
    const before = await findings(uri, both);
    const [killed, ...others] = servers();
    assert.ok(killed !== undefined && others.length === 0);
    // What it had found goes with it.
    const gone = findings(uri, (all) => all.length === 0);
    process.kill(killed, "SIGKILL");
    await gone;
    const again = await findings(uri, both);
    const [next, ...more] = servers();
    assert.ok(next !== undefined && next !== killed && more.length === 0);
    const said = ({ message, range }: vscode.Diagnostic): string => `${range.start.line} ${message}`;
    assert.deepEqual(again.map(said).sort(), before.map(said).sort());
  });

  it("answers questions as before", async () => {
    const finding = (await findings(uri, both)).find((one) => ruleOf(one) === "host-ports-discarded");
    assert.ok(finding);
    const actions = await quickFixes(uri, finding.range);
    const titles = actions.map(({ title }) => title);
    assert.ok(titles.includes("Remove `ports` of app3"), `no quick fix among: ${titles.join("; ")}`);
  });
});
