import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { engineSocket, eventually, hostside } from "./window";

describe("a port that is published in vain", () => {
  const socket = engineSocket();
  const name = "hostside-test-in-vain";

  before(async () => {
    await callEngineJson(socket, `/containers/create?name=${name}`, {
      method: "POST",
      json: {
        ...{ Image: "busybox:latest", Cmd: ["sleep", "600"], ExposedPorts: { "80/tcp": {} } },
        HostConfig: { PortBindings: { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "20980" }] } },
      },
    });
    await callEngine(socket, `/containers/${name}/start`, { method: "POST" });
    await vscode.commands.executeCommand("hostside.containers.focus");
  });
  after(() => callEngine(socket, `/containers/${name}?force=1`, { method: "DELETE" }));

  it("is said on the container's own line, with nothing pointed at or opened", async () => {
    const { containersTree } = await hostside();
    const found = await eventually(
      (listener) => containersTree.onDidChangeTreeData(listener),
      () => {
        const line = containersTree.getChildren().find(({ label }) => label === name);
        return line?.description.includes("nothing listens on 80/tcp") === true ? line : undefined;
      },
    );
    assert.equal(found.row.icon, "warning");
  });

  it("is said at the host's port, too", async () => {
    await vscode.commands.executeCommand("hostside.hostPorts.focus");
    const { hostPortsTree } = await hostside();
    const found = await eventually(
      (listener) => hostPortsTree.onDidChangeTreeData(listener),
      () => hostPortsTree.getChildren().find(({ label }) => label === "20980/tcp"),
    );
    assert.match(found.description, /nothing listens on 80\/tcp/u);
    assert.equal(found.row.icon, "warning");
  });
});
