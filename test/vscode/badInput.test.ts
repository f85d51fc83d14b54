import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { ShownComparison } from "../../client/src/views/namespaces/namespaceDocuments";
import { callEngine } from "../../scripts/engine/http.mjs";
import { engineSocket, eventually, findings, hostside, row, ruleOf, tutorial, workspaceFile } from "./window";

const hostMode = 'services:\n  web:\n    network_mode: host\n    ports: ["8080:80"]\n';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("bad input", () => {
  const socket = engineSocket();
  const created: string[] = [];

  before(() => vscode.commands.executeCommand("hostside.containers.focus"));
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const name of created) await callEngine(socket, `/containers/${name}?force=1`, { method: "DELETE" });
  });

  async function start(name: string, image: string): Promise<void> {
    await callEngine(socket, `/containers/create?name=${name}`, { method: "POST", json: { Image: image } });
    created.push(name);
    await callEngine(socket, `/containers/${name}/start`, { method: "POST" });
  }

  for (const [name, content] of [
    ["broken/compose.yaml", bytes("services:\n  web: {network_mode: host, ports: [\n : : -\n")],
    ["empty/compose.yaml", bytes("")],
    ["binary/compose.yaml", Uint8Array.from({ length: 512 }, (_, index) => (index * 7) % 256)],
  ] as const) {
    it(`${name} has no wrong finding, and the next file is checked all the same`, async () => {
      const uri = workspaceFile(name);
      await vscode.workspace.fs.writeFile(uri, content);
      // VS Code may refuse to open a binary file as text; that is an answer, not a failure.
      await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
      const next = workspaceFile(name.replace("compose.yaml", "next/compose.yaml"));
      await vscode.workspace.fs.writeFile(next, bytes(hostMode));
      await vscode.window.showTextDocument(next);
      await findings(next, (all) => all.some((one) => ruleOf(one) === "host-ports-discarded"));
      await vscode.commands.executeCommand("hostside.checkWorkspace");
      await vscode.workspace.fs.delete(next);
      await vscode.workspace.fs.delete(uri);
    });
  }

  it("an image without ip, cat and shell is compared all the same", async () => {
    await start("hostside-test-scratch", "hostside/scratch:latest");
    const target = await row("hostside-test-scratch", (description) => description.includes("bridge"));
    const shown = await vscode.commands.executeCommand<ShownComparison | undefined>("hostside.compareWithHost", target);
    assert.ok(shown);
    const text = (
      await vscode.workspace.openTextDocument(shown.pairs[0]?.right ?? vscode.Uri.parse("none:"))
    ).getText();
    assert.match(text, /inet \d+\.\d+\.\d+\.\d+\/16/u);
  });

  it("a container that stops between click and probe is shown as stopped, and nothing throws", async () => {
    await start("hostside-test-short", "hostside/scratch:latest");
    const target = await row("hostside-test-short", (description) => description.includes("bridge"));
    await callEngine(socket, "/containers/hostside-test-short/kill", { method: "POST" });
    const shown = await vscode.commands.executeCommand<ShownComparison | undefined>("hostside.compareWithHost", target);
    assert.equal(shown?.title, "ip addr: host <-> hostside-test-short (hostside-test-short is not running)");
    const { live } = await hostside();
    await eventually(
      (listener) => live.onDidChange(listener),
      () => (live.inventory.containers.get(target.container?.id ?? "")?.state === "exited" ? true : undefined),
    );
  });

  it("no engine at the address is told as such, and the view comes back with the engine", async () => {
    const { live } = await hostside();
    const settings = vscode.workspace.getConfiguration("hostside");
    const { Global } = vscode.ConfigurationTarget;
    await settings.update("docker.host", "unix:///nowhere/docker.sock", Global);
    const changed = (listener: () => void): { dispose(): void } => live.onDidChange(listener);
    const fault = await eventually(changed, () => (live.status.kind === "fault" ? live.status.fault : undefined));
    assert.ok(["not-running", "not-installed"].includes(fault.kind), fault.kind);
    assert.equal(await vscode.commands.executeCommand("hostside.compareWithHost", "app1"), undefined);
    await settings.update("docker.host", undefined, Global);
    await eventually(changed, () => (live.status.kind === "ready" ? true : undefined));
    await (await tutorial()).removeTutorial(socket);
  });
});
