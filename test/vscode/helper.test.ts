import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type * as Daemon from "../../scripts/engine/daemon.mjs";
import type * as Images from "../../scripts/engine/images.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import type { ShownComparison } from "../../client/src/views/namespaces/namespaceDocuments";
import { eventuallyText, textOf, textsOf } from "./namespaceContainers";
import { engineScript, hostside, row } from "./window";

const compare = (): Thenable<ShownComparison | undefined> =>
  vscode.commands.executeCommand<ShownComparison | undefined>("hostside.compareWithHost", "hostside-tiny");

/** Does something to the picker until the command that opened it has come to its end. */
async function until<T>(command: Thenable<T>, act: string): Promise<T> {
  let ended = false;
  const end = Promise.resolve(command).finally(() => (ended = true));
  // VS Code tells nobody that a picker is open.
  while (!ended) {
    await vscode.commands.executeCommand(act);
    await Promise.race([end.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 100))]);
  }
  return end;
}

describe("a helper container", () => {
  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("hostside");
  let engine: Daemon.PrivateEngine;

  /** An engine whose processes are not visible here, as that of another machine, with an image that has no programs. */
  before(async () => {
    const { startPrivateEngine } = await engineScript<typeof Daemon>("daemon.mjs");
    engine = await startPrivateEngine({ within: ["unshare", "--pid", "--fork", "--mount-proc"] });
    await (await engineScript<typeof Images>("images.mjs")).importImages(engine.socket);
    const { Id } = await callEngineJson<{ Id: string }>(engine.socket, "/containers/create?name=hostside-tiny", {
      method: "POST",
      json: { Image: "hostside/scratch:latest" },
    });
    await callEngine(engine.socket, `/containers/${Id}/start`, { method: "POST" });
    await vscode.commands.executeCommand("hostside.containers.focus");
    await settings().update("docker.host", engine.host, vscode.ConfigurationTarget.Global);
    await row("hostside-tiny", () => true);
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("hostside.forgetHelperContainers");
    await settings().update("docker.host", undefined, vscode.ConfigurationTarget.Global);
    await engine.stop();
  });

  /** The text of a container of which nobody may know more than the engine tells. */
  const told = "# This was read from docker inspect only";

  it("is not made while nobody agrees: of the container the engine's account is shown, and the host as it is", async () => {
    const shown = await until(compare(), "workbench.action.closeQuickOpen");
    assert.ok(shown);
    const [[host, text] = ["", ""]] = await textsOf(shown);
    assert.ok(text.startsWith(told), text);
    assert.match(host, /^1: lo: </u);
  });

  it("reads the container once an image was chosen, and is gone afterwards", async () => {
    const shown = await until(compare(), "workbench.action.acceptSelectedQuickOpenItem");
    assert.equal(shown?.title, "ip addr: host <-> hostside-tiny (own namespace)");
    const { left, right } = shown.pairs[0] ?? assert.fail();
    const text = await eventuallyText(right, (now) => !now.startsWith(told));
    const host = await textOf(left);
    assert.match(text, /^\d+: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500/mu);
    assert.match(host, /^\d+: veth\w+@if\d+: /mu);
    const names = await callEngineJson<{ Names: string[] }[]>(engine.socket, "/containers/json?all=1");
    assert.deepEqual(
      names.flatMap(({ Names }) => Names),
      ["/hostside-tiny"],
    );
  });

  it("is not asked about twice, and never shown in the tree", async () => {
    const { live } = await hostside();
    const seen = new Set<string>();
    const following = live.onDidChange(() => {
      for (const { name } of live.inventory.containers.values()) seen.add(name);
    });
    const shown = await compare();
    following.dispose();
    assert.match(shown?.verdict ?? "", /^hostside-tiny has its own network namespace: eth0 .* behind \S+;/u);
    seen.delete("hostside-tiny");
    assert.deepEqual([...seen], []);
  });

  it("is asked about again after the consent was taken back", async () => {
    assert.equal(await vscode.commands.executeCommand("hostside.forgetHelperContainers"), 1);
    const shown = await until(compare(), "workbench.action.closeQuickOpen");
    assert.ok(shown);
    await eventuallyText(shown.pairs[0]?.right ?? assert.fail(), (now) => now.startsWith(told));
  });
});
