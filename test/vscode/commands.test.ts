import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { CheckWorkspaceResult } from "../../shared/protocol";
import type { FollowedLog } from "../../client/src/views/editor/containerLogs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { sitDown } from "./person";
import { engineSocket, eventually, hostside, row, tutorial } from "./window";

const run = <T>(id: string, target?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`hostside.${id}`, target);

describe("the palette's commands", () => {
  const socket = engineSocket();

  before(async () => {
    await vscode.commands.executeCommand("hostside.containers.focus");
    await (await tutorial()).startTutorial(socket);
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await (await tutorial()).removeTutorial(socket);
  });

  it("are all there", async () => {
    const known = (await vscode.commands.getCommands(true)).filter((id) => /^hostside\.[a-zA-Z]+$/u.test(id));
    for (const id of ["compareWithHost", "showIpAddr", "refresh", "copyIpAddress", "showLogs", "checkWorkspace"]) {
      assert.ok(known.includes(`hostside.${id}`), `${id} is not among ${known.join(", ")}`);
    }
  });

  it("Show ip addr opens the container's namespace", async () => {
    const uri = await run<vscode.Uri | undefined>("showIpAddr", await row("app1", () => true));
    assert.ok(uri);
    assert.match((await vscode.workspace.openTextDocument(uri)).getText(), /inet \d+\.\d+\.\d+\.\d+\/\d+ .*eth0/u);
  });

  it("Copy IP Address copies the address that the tree shows", async () => {
    const app1 = await row("app1", () => true);
    const copied = await run<string | undefined>("copyIpAddress", app1);
    assert.ok(copied && app1.description.includes(copied), `${copied ?? "nothing"} of ${app1.description}`);
  });

  it("Show Logs shows why app3 exited", async () => {
    const log = await run<FollowedLog | undefined>("showLogs", await row("app3", () => true));
    assert.ok(log);
    await log.ended;
    assert.match(log.text(), /bind\(\) to 0\.0\.0\.0:80 failed \(98: Address already in use\)/u);
  });

  it("Show Logs offers a container that failed and is not in host mode, too", async () => {
    const failed = "hostside-test-failed";
    const json = { Image: "busybox", Cmd: ["sh", "-c", "echo it went wrong; exit 3"] };
    await callEngineJson(socket, `/containers/create?name=${failed}`, { method: "POST", json });
    try {
      await callEngine(socket, `/containers/${failed}/start`, { method: "POST" });
      await callEngine(socket, `/containers/${failed}/wait`, { method: "POST" });
      const { live } = await hostside();
      await eventually(
        (listener) => live.onDidChange(listener),
        () => [...live.inventory.containers.values()].find(({ name, state }) => name === failed && state === "exited"),
      );
      const person = sitDown([failed]);
      try {
        const log = await run<FollowedLog | undefined>("showLogs");
        await log?.ended;
        assert.match(log?.text() ?? "", /it went wrong/u);
      } finally {
        person.dispose();
      }
    } finally {
      await callEngine(socket, `/containers/${failed}?force=1`, { method: "DELETE" });
    }
  });

  it("Check Compose Files in Workspace counts every file and finding", async () => {
    const result = await run<CheckWorkspaceResult | undefined>("checkWorkspace");
    assert.ok(result);
    assert.equal(result.files, 2);
    assert.ok(result.findings.warning >= 1, JSON.stringify(result));
    assert.deepEqual(result.unreadable, []);
  });

  it("Refresh lists anew", async () => {
    await run("refresh");
    await row("app2", (description) => description.startsWith("host"));
  });
});
