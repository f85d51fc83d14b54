import * as assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { engineStateKey } from "../../client/src/views/trees/engineState";
import { sitDown } from "../vscode/person";
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

  it("neither names an engine nor makes a command ask one", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "hostside-trap-"));
    const socket = path.join(folder, "docker.sock");
    let connections = 0;
    const trap = createServer((client) => {
      connections += 1;
      client.destroy();
    });
    await new Promise<void>((resolve) => trap.listen(socket, resolve));
    const settings = () => vscode.workspace.getConfiguration("hostside");
    const { Workspace } = vscode.ConfigurationTarget;
    try {
      for (const key of ["docker.host", "docker.context"]) await settings().update(key, `unix://${socket}`, Workspace);
      await settings().update("docker.additional", [`unix://${socket}`], Workspace);
      const written = await readFile(workspaceFile(path.join(".vscode", "settings.json")).fsPath, "utf8");
      assert.equal(written.split(socket).length - 1, 3, written);
      assert.equal(settings().get("docker.host"), "");
      assert.deepEqual(settings().get("docker.additional"), []);
      for (const view of ["hostPorts", "networks", "containers"]) {
        await vscode.commands.executeCommand(`hostside.${view}.focus`);
      }
      // Keybindings and other extensions run commands without asking whether they are enabled.
      const person = sitDown();
      try {
        const walkthrough = ["playStep", "undoStep", "resetWalkthrough", "cleanUpWalkthrough"];
        const others = ["refresh", "showLogs", "findPort", "openShell", "inspect", "selectContext"];
        for (const command of [...others, ...walkthrough]) {
          assert.equal(await vscode.commands.executeCommand(`hostside.${command}`), undefined);
          assert.match(person.shown.at(-1)?.text ?? "", /^In Restricted Mode, Hostside connects to no Docker engine/u);
        }
        assert.equal(person.shown.length, 10);
      } finally {
        person.dispose();
      }
      const { live } = await hostside();
      assert.deepEqual([live.status.kind, connections], ["idle", 0]);
    } finally {
      for (const key of ["docker.host", "docker.context", "docker.additional"]) {
        await settings().update(key, undefined, Workspace);
      }
      await new Promise((resolve) => trap.close(resolve));
      await rm(folder, { recursive: true, force: true });
    }
  });
});
