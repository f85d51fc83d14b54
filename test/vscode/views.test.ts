import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { RowHandle } from "../../client/src/views/trees/rowTree";
import type { FollowedLog } from "../../client/src/views/editor/containerLogs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { engineSocket, eventually, hostside, row, tutorial } from "./window";

const run = <T>(id: string, target?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`hostside.${id}`, target);

/** A label as long as an image may carry, a name for a service that turns the reading direction and runs a command. */
const hostileLabels = {
  "com.docker.compose.project": "\u202eevil\u001b[2J [x](command:workbench.action.quit) <b>b</b> $(bug)",
  "com.docker.compose.service": "[y](command:workbench.action.quit)",
  "hostside.test": "x".repeat(64 * 1024),
};

/** Engines before 26 take any name for a network. */
const hostileName = "\u202enet [x](command:workbench.action.quit) <b>b</b> $(bug) ![i](https://example.com/i.png)";

describe("the views beside the containers", () => {
  const socket = engineSocket();
  let hostileNetwork = "";

  before(async () => {
    await (await tutorial()).startTutorial(socket);
    await vscode.commands.executeCommand("hostside.containers.focus");
    await row("app1", () => true);
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await callEngine(socket, "/containers/hostside-test-hostile?force=1", { method: "DELETE" }).catch(() => undefined);
    if (hostileNetwork !== "") await callEngine(socket, `/networks/${hostileNetwork}`, { method: "DELETE" });
    await (await tutorial()).removeTutorial(socket);
  });

  it("Host Ports shows app1's publish and app2's port, which app3 wanted", async () => {
    await vscode.commands.executeCommand("hostside.hostPorts.focus");
    const { hostPortsTree } = await hostside();
    const rows = await eventually(
      (listener) => hostPortsTree.onDidChangeTreeData(listener),
      () => {
        const found = hostPortsTree.getChildren();
        return found.some(({ description }) => description.includes("needed by app3")) ? found : undefined;
      },
    );
    const said = rows.map(({ label, description }) => `${label} ${description}`);
    assert.ok(
      said.some((line) => /^80\/tcp app2 {2}needed by app3 {2}host mode/u.test(line)),
      said.join("\n"),
    );
    assert.ok(
      said.some((line) => line.startsWith("2000/tcp app1 -> 80")),
      said.join("\n"),
    );
  });

  it("Who Has This Port? selects the port in Host Ports and opens it, and says what is free", async () => {
    const { hostPortsTree } = await hostside();
    /** Runs it on what was typed; Enter is pressed until the picker is there and takes it. */
    const answerTo = async (typed: string): Promise<string | undefined> => {
      const enter = (): void => void vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      const pressing = setInterval(enter, 300);
      try {
        return await run<string | undefined>("findPort", typed);
      } finally {
        clearInterval(pressing);
      }
    };
    const id = await answerTo(":80");
    assert.match(id ?? "", /^hostPort\/80\/tcp\/container:/u);
    const line = hostPortsTree.find(id ?? "");
    assert.ok(line);
    const facts = await eventually(
      (listener) => hostPortsTree.onDidChangeTreeData(listener),
      () => (line.children.length > 0 ? line.children.map(({ label }) => label) : undefined),
    );
    assert.ok(facts.includes("nginx") && facts.includes("needed by app3"), facts.join("\n"));
    assert.equal(await answerTo("59999"), "59999 is free");
  });

  it("Networks shows the bridge with app1 in it", async () => {
    const { networksTree } = await hostside();
    const bridge = networksTree.getChildren().find(({ label }) => label === "bridge");
    assert.ok(bridge);
    assert.match(bridge.description, /^1 container {2}\d+\.\d+\.\d+\.\d+\/\d+ {2}gateway \d+\.\d+\.\d+\.\d+$/u);
    assert.deepEqual(
      networksTree.getChildren(bridge).map(({ label }) => label),
      ["app1"],
    );
  });

  it("an open container shows what listens in it", async () => {
    const { containersTree } = await hostside();
    const app1 = await row("app1", () => true);
    const listening = (): RowHandle | undefined =>
      containersTree.getChildren(app1).find(({ label }) => label === "listens 0.0.0.0:80");
    await eventually((listener) => containersTree.onDidChangeTreeData(listener), listening);
  });

  it("an open container in host mode shows what it listens on itself, and by which program", async () => {
    const { containersTree } = await hostside();
    const app2 = await row("app2", () => true);
    const listening = (): string | undefined =>
      containersTree.getChildren(app2).find(({ label }) => label === "listens 0.0.0.0:80")?.description;
    const said = await eventually((listener) => containersTree.onDidChangeTreeData(listener), listening);
    assert.match(said, /^tcp {2}nginx$/u);
  });

  it("filters, groups and shows stopped ones, and keeps each line the same object", async () => {
    const { containersTree } = await hostside();
    const labels = (): string[] =>
      containersTree.getChildren().map(
        (group) =>
          `${group.label}: ${containersTree
            .getChildren(group)
            .map(({ label }) => label)
            .join()}`,
      );
    const app2 = await row("app2", () => true);
    // What failed comes first, as soon as it is known.
    await eventually(
      (listener) => containersTree.onDidChangeTreeData(listener),
      () => labels()[0]?.startsWith("tutorial: app3"),
    );
    await run("filterContainers", "host");
    assert.deepEqual(labels(), ["tutorial: app3,app2"]);
    await run("clearFilter");
    await run("groupContainers", "mode");
    assert.deepEqual(labels(), ["host: app3,app2", "own namespace: app1"]);
    await run("groupContainers", "project");
    assert.deepEqual(labels(), ["tutorial: app3,app1,app2"]);
    assert.equal((await row("app2", () => true)).id, app2.id);
  });

  it("opens the reachable address, copies it, and inspects as JSON", async () => {
    const app1 = await row("app1", () => true);
    assert.equal(await run("copyAddress", app1), "localhost:2000");
    assert.equal(await vscode.env.clipboard.readText(), "localhost:2000");
    assert.equal(await run("copyUrl", app1), "http://localhost:2000/");
    assert.equal(await run("copyContainerId", app1), app1.container?.id);
    const uri = await run<vscode.Uri>("inspect", app1);
    const inspected = JSON.parse((await vscode.workspace.openTextDocument(uri)).getText()) as { Name: string };
    assert.equal(inspected.Name, "/app1");
  });

  it("stops, starts and restarts what the user chose", async () => {
    const app1 = await row("app1", () => true);
    await run("stopContainer", app1);
    const { live, containersTree } = await hostside();
    const state = (wanted: string) => (): true | undefined =>
      live.inventory.containers.get(app1.container?.id ?? "")?.state === wanted ? true : undefined;
    await eventually((listener) => live.onDidChange(listener), state("exited"));
    // Its line stays, so that Start is there, until the view is left.
    assert.match((await row("app1", (said) => said.includes("exited"))).contextValue, /^container\.stopped\./u);
    await vscode.commands.executeCommand("workbench.view.explorer");
    await eventually(
      (listener) => containersTree.onDidChangeTreeData(listener),
      () => (containersTree.getChildren().at(-1)?.label === "1 stopped: show" ? true : undefined),
    );
    await vscode.commands.executeCommand("hostside.containers.focus");
    await run("startContainer", app1.container?.id);
    await eventually((listener) => live.onDidChange(listener), state("running"));
  });

  it("stops and starts all lines that are selected, and not those that are not", async () => {
    const [app1, app2] = [await row("app1", () => true), await row("app2", () => true)];
    const { live } = await hostside();
    const states = (wanted: string) => (): true | undefined =>
      [app1, app2].every(({ container }) => live.inventory.containers.get(container?.id ?? "")?.state === wanted)
        ? true
        : undefined;
    const both = [app1, app2];
    const ids = await vscode.commands.executeCommand<string[]>("hostside.stopContainer", app1, both);
    assert.deepEqual(
      ids,
      both.map(({ container }) => container?.id),
    );
    await eventually((listener) => live.onDidChange(listener), states("exited"));
    // A selection elsewhere is not meant.
    const one = await vscode.commands.executeCommand<string[]>("hostside.startContainer", app1, [app2]);
    assert.deepEqual(one, [app1.container?.id]);
    // What runs already is left out.
    await eventually(
      (listener) => live.onDidChange(listener),
      () => (live.inventory.containers.get(app1.container?.id ?? "")?.state === "running" ? true : undefined),
    );
    const rest = await vscode.commands.executeCommand<string[]>("hostside.startContainer", app1, both);
    assert.deepEqual(rest, [app2.container?.id]);
    await eventually((listener) => live.onDidChange(listener), states("running"));
  });

  it("opens a shell whose output is the container's", async () => {
    const app1 = await row("app1", () => true);
    const terminal = await run<vscode.Terminal>("openShell", app1);
    assert.equal(terminal.name, "app1");
    const closed = new Promise<vscode.Terminal>((resolve) => {
      const registration = vscode.window.onDidCloseTerminal((gone) => {
        if (gone !== terminal) return;
        registration.dispose();
        resolve(gone);
      });
    });
    // What is sent before the shell has begun is lost on the way, so it is sent until it is heard.
    const sending = setInterval(() => terminal.sendText("exit 7"), 300);
    const { exitStatus } = await closed;
    clearInterval(sending);
    assert.equal(exitStatus?.code, 7);
  });

  it("goes from a container to its Compose service, and from there to the container", async () => {
    const app1 = await row("app1", () => true);
    const revealed = await run<{ uri: vscode.Uri; selection: vscode.Range }>("revealService", app1);
    const document = await vscode.workspace.openTextDocument(revealed.uri);
    assert.equal(document.getText(revealed.selection), "app1");
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      "vscode.executeCodeLensProvider",
      revealed.uri,
    );
    const ofApp1 = lenses.filter(({ range }) => range.isEqual(revealed.selection)).map(({ command }) => command?.title);
    assert.match(ofApp1[0] ?? "", /^app1: running, bridge [\d.]+, 2000->80$/u);
    assert.deepEqual(ofApp1.slice(1), ["Compare ip addr", "Logs", "Move to the host network"]);
    assert.equal(await run("revealContainer", app1.container?.id), app1.id);
  });

  it("shows hostile names, labels and log lines sanitized", async () => {
    const log = "\u001b]8;;command:quit\u0007x\u001b[31m [l](command:workbench.action.quit) \u202edeus";
    await callEngineJson(socket, "/containers/create?name=hostside-test-hostile", {
      method: "POST",
      json: { Image: "busybox:latest", Cmd: ["echo", log], Labels: hostileLabels, HostConfig: { NetworkMode: "host" } },
    });
    await callEngine(socket, "/containers/hostside-test-hostile/start", { method: "POST" });
    const { live, containersTree } = await hostside();
    const group = await eventually(
      (listener) => live.onDidChange(listener),
      () => containersTree.getChildren().find(({ label }) => label.includes("evil")),
    );
    // eslint-disable-next-line no-control-regex -- these must not be there
    const forbidden = /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/u;
    assert.doesNotMatch(group.label, forbidden);
    const [hostile] = containersTree.getChildren(group);
    assert.ok(hostile);
    const { token } = new vscode.CancellationTokenSource();
    const item = containersTree.getTreeItem(hostile);
    assert.equal(typeof item.label, "string");
    const { tooltip } = await containersTree.resolveTreeItem(item, hostile, token);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.equal(tooltip.isTrusted ?? false, false);
    assert.equal(tooltip.supportHtml ?? false, false);
    // A link would need its brackets unescaped, a tag its angle brackets.
    assert.doesNotMatch(tooltip.value, /(?<!\\)\[[xy]\]\(|<b>/u);
    const shown = await run<FollowedLog>("showLogs", hostile);
    await shown.ended;
    assert.match(shown.text(), /x \[l\]\(command:workbench\.action\.quit\) +deus/u);
    // eslint-disable-next-line no-control-regex -- these must not be there
    assert.doesNotMatch(shown.text(), /[\u0000-\u0008\u000b-\u001f\u202e]/u);
  });

  it("shows a network's hostile name sanitized, in its view, as a group and below its containers", async () => {
    const json = { Name: hostileName };
    const made = await callEngineJson<{ Id: string }>(socket, "/networks/create", { method: "POST", json });
    hostileNetwork = made.Id;
    const app1 = await row("app1", () => true);
    const Container = app1.container?.id;
    await callEngine(socket, `/networks/${hostileNetwork}/connect`, { method: "POST", json: { Container } });
    const { live, containersTree, networksTree } = await hostside();
    const network = await eventually(
      (listener) => live.onDidChange(listener),
      () =>
        networksTree
          .getChildren()
          .find(
            ({ row, description }) =>
              row.kind === "network" && row.network === hostileNetwork && /\b1 container\b/u.test(description),
          ),
    );
    await run("groupContainers", "network");
    const group = containersTree.getChildren().find(({ label }) => label.includes("net [x]"));
    await run("groupContainers", "project");
    const below = containersTree
      .getChildren(await row("app1", () => true))
      .find(({ label }) => label.includes("net [x]"));
    const { token } = new vscode.CancellationTokenSource();
    for (const [tree, handle] of [
      [networksTree, network],
      [containersTree, group],
      [containersTree, below],
    ] as const) {
      assert.ok(handle);
      assert.doesNotMatch(`${handle.label}${handle.description}${handle.row.spoken}`, /[\u202a-\u202e]/u);
      const item = tree.getTreeItem(handle);
      // A string is shown as it stands; only Markdown could become a link, an image or an icon.
      assert.deepEqual([typeof item.label, typeof item.description], ["string", "string"]);
      const { tooltip } = await tree.resolveTreeItem(item, handle, token);
      assert.ok(tooltip instanceof vscode.MarkdownString);
      assert.deepEqual(
        [tooltip.isTrusted ?? false, tooltip.supportHtml ?? false, tooltip.supportThemeIcons ?? false],
        [false, false, false],
      );
      assert.doesNotMatch(tooltip.value, /(?<!\\)\[[xi]\]\(|<b>/u);
    }
    await callEngine(socket, `/networks/${hostileNetwork}/disconnect`, { method: "POST", json: { Container } });
  });
});
