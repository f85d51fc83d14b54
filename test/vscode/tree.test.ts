import * as assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { engineSocket, eventually, hostside, row, tutorial } from "./window";

describe("the tree while the tutorial is played", () => {
  const socket = engineSocket();

  before(async () => {
    await (await tutorial()).removeTutorial(socket);
    await hostside();
    await vscode.commands.executeCommand("hostside.containers.focus");
  });
  after(async () => (await tutorial()).removeTutorial(socket));

  it("shows app1 on the bridge, first without a published port", async () => {
    await (await tutorial()).startUnpublished(socket);
    const app1 = await row("app1", (description) => description.includes("bridge"));
    // What listens is known once somebody has looked.
    assert.match(app1.description, /^(80 listens, not published {2})?bridge \d+\.\d+\.\d+\.\d+$/u);
    assert.match(app1.contextValue, /^container\.running\.own\b/u);
  });

  it("shows 2000->80 once app1 is published", async () => {
    await (await tutorial()).startPublished(socket);
    const app1 = await row("app1", (description) => description.includes("2000"));
    assert.match(app1.description, /^2000->80 {2}bridge \S+$/u);
    const { containersTree } = await hostside();
    const children = containersTree.getChildren(app1);
    const labels = children.map(({ label }) => label);
    assert.ok(labels.includes("bridge") && labels.includes("0.0.0.0:2000 -> 80/tcp"), labels.join(", "));
  });

  it("shows app2 in host mode", async () => {
    await (await tutorial()).startHostMode(socket);
    const app2 = await row("app2", (description) => description.startsWith("host"));
    assert.match(app2.contextValue, /^container\.running\.host\b/u);
  });

  it("shows that app3 exited, and its tooltip says why", async () => {
    await (await tutorial()).startSecondHostMode(socket);
    const { containersTree } = await hostside();
    // The list tells that it exited; why, its log tells a moment later, without that anybody has opened its line.
    await row("app3", (description) => description.includes("exited"));
    const app3 = await row("app3", (description) => description === "port 80 is taken by app2  exited (1)  host");
    const item = containersTree.getTreeItem(app3);
    const { token } = new vscode.CancellationTokenSource();
    const { tooltip } = await containersTree.resolveTreeItem(item, app3, token);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    // The problem first, then the line of the log, then what can be done; no other command may be run from there.
    const said = tooltip.value.replaceAll("&nbsp;", " ");
    assert.match(
      said,
      /^app3\n\nIt exited because port 80 is in use\W+ app2 has that port now[^]*?Address[^]*?\[Reveal the cause\]/u,
    );
    assert.deepEqual(tooltip.isTrusted, {
      enabledCommands: [
        "hostside.revealCause",
        "hostside.stopPortHolder",
        "hostside.useFreePort",
        "hostside.revealService",
        "hostside.explainExit",
      ],
    });
    assert.match(app3.contextValue, /\.can-reveal-cause\.can-stop-holder/u);
    const cause = await vscode.commands.executeCommand("hostside.revealCause", app3);
    assert.equal(cause, (await row("app2", () => true)).id);
  });

  it("shows a container that could not be started for a taken port, red and first, without a click", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "0.0.0.0", resolve));
    const { port } = taken.address() as AddressInfo;
    const made = await callEngineJson<{ Id: string }>(socket, "/containers/create?name=zz-hostside-test-taken", {
      method: "POST",
      json: {
        Image: "busybox:latest",
        ExposedPorts: { "80/tcp": {} },
        HostConfig: { PortBindings: { "80/tcp": [{ HostPort: String(port) }] } },
      },
    });
    try {
      await assert.rejects(callEngine(socket, `/containers/${made.Id}/start`, { method: "POST" }));
      const { containersTree } = await hostside();
      const first = await eventually(
        (listener) => containersTree.onDidChangeTreeData(listener),
        () => containersTree.getChildren().find(({ container }) => container?.id === made.Id),
      );
      assert.equal(containersTree.getChildren()[0], first);
      assert.match(first.description, new RegExp(`port ${port} is taken`, "u"));
      assert.deepEqual([first.row.icon, first.row.colour], ["error", "charts.red"]);
      // A process has it: Host Ports shows which one.
      assert.match(first.contextValue, /\.can-reveal-cause\.can-free-port/u);
      const cause = await vscode.commands.executeCommand<string>("hostside.revealCause", first);
      assert.match(cause, new RegExp(`hostPort/${port}/tcp/process`, "u"));
    } finally {
      await callEngine(socket, `/containers/${made.Id}?force=1`, { method: "DELETE" });
      taken.close();
    }
  });

  it("gives a container its network back that it lost when the owner was restarted", async () => {
    const owner = await row("app1", () => true);
    const { Id } = await callEngineJson<{ Id: string }>(socket, "/containers/create?name=zz-hostside-test-sharer", {
      method: "POST",
      json: {
        Image: "busybox:latest",
        Cmd: ["sleep", "600"],
        HostConfig: { NetworkMode: `container:${owner.container?.id ?? ""}` },
      },
    });
    try {
      await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
      await row("zz-hostside-test-sharer", (said) => said.includes("shares app1's network"));
      await callEngine(socket, "/containers/app1/restart?t=0", { method: "POST" });
      const { containersTree } = await hostside();
      const said = (): string =>
        containersTree.getChildren().find(({ container }) => container?.id === Id)?.description ?? "";
      const changed = (listener: () => void): vscode.Disposable => containersTree.onDidChangeTreeData(listener);
      await eventually(changed, () => (said().startsWith("has lost its network") ? true : undefined));
      assert.equal(await vscode.commands.executeCommand("hostside.restoreNetwork", Id), Id);
      await eventually(changed, () => (said().startsWith("shares") ? true : undefined));
    } finally {
      await callEngine(socket, `/containers/${Id}?force=1`, { method: "DELETE" });
    }
  });

  it("keeps the id of a row across a stop and a start of its container", async () => {
    const before = await row("app2", () => true);
    await callEngine(socket, "/containers/app2/kill", { method: "POST" });
    const stopped = await row("app2", (description) => description.includes("exited"));
    await callEngine(socket, "/containers/app2/start", { method: "POST" });
    const again = await row("app2", (description) => description.startsWith("host"));
    assert.deepEqual([stopped.id, again.id], [before.id, before.id]);
  });

  it("is empty after the clean-up", async () => {
    await (await tutorial()).removeTutorial(socket);
    const { live, containersTree } = await hostside();
    await live.refresh();
    assert.deepEqual(containersTree.getChildren(), []);
  });
});
