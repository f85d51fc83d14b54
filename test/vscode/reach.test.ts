import * as assert from "node:assert/strict";
import { createServer, type AddressInfo } from "node:net";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { engineSocket, eventually, hostside } from "./window";

describe("questions about who reaches whom and who has a port", () => {
  const socket = engineSocket();
  const network = "reach-app";
  const made: string[] = [];
  let port = 0;

  const start = async (name: string, command: string[], more: object = {}): Promise<string> => {
    const { HostConfig = {}, ...rest } = more as { HostConfig?: object };
    const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=reach-${name}`, {
      method: "POST",
      json: { Image: "busybox:latest", Cmd: command, ...rest, HostConfig: { NetworkMode: network, ...HostConfig } },
    });
    made.push(Id);
    await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
    return Id;
  };
  const textOf = async (uri: vscode.Uri | undefined): Promise<string> => {
    assert.ok(uri, "no document was opened");
    return (await vscode.workspace.openTextDocument(uri)).getText();
  };
  const [web, api] = [0, 1].map((at) => () => ({ container: { id: made[at] ?? "" }, engine: "" })) as [
    () => object,
    () => object,
  ];

  before(async () => {
    const { live } = await hostside();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
    ({ port } = server.address() as AddressInfo);
    await new Promise((resolve) => server.close(resolve));
    await callEngineJson(socket, "/networks/create", { method: "POST", json: { Name: network } });
    await start("web", ["httpd", "-f", "-p", "80"], {
      ExposedPorts: { "80/tcp": {} },
      HostConfig: { PortBindings: { "80/tcp": [{ HostPort: String(port) }] } },
    });
    await start("api", ["sleep", "600"]);
    await vscode.commands.executeCommand("hostside.containers.focus");
    await eventually(
      (listener) => live.onDidChange(listener),
      () => (made.every((id) => live.inventory.containers.get(id)?.state === "running") ? true : undefined),
      () => [...live.inventory.containers.values()].map(({ name, state }) => `${name} ${state}`),
    );
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const id of made) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
    await callEngine(socket, `/networks/${network}`, { method: "DELETE" });
  });

  it("says from where a port can be reached, and then tries it from each place", async () => {
    const asked = { ...web(), port: 80, protocol: "tcp" };
    const uri = await vscode.commands.executeCommand<vscode.Uri>("hostside.explainReach", asked);
    const text = await textOf(uri);
    assert.match(
      text,
      /^From where can I reach reach-web at port 80\?\n\nIt can be reached from: .*reach-api \(reach-web:80\)/u,
    );
    assert.match(text, /Nothing was tried\./u);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", uri);
    const target = links.map((link) => link.target).find((each) => each?.path === "hostside.explainReach");
    assert.ok(target, links.map((link) => String(link.target)).join());
    const [argument] = JSON.parse(target.query) as [object];
    const again = await vscode.commands.executeCommand<vscode.Uri>("hostside.explainReach", argument);
    assert.equal(again.toString(), uri.toString());
    const shown = await vscode.workspace.openTextDocument(again);
    await eventually(
      (listener) => vscode.workspace.onDidChangeTextDocument(listener),
      () => (shown.getText().includes("tried: ") ? true : undefined),
      () => shown.getText().split("\n"),
    );
    const tried = shown.getText();
    assert.match(
      tried,
      /reach-api -> reach-web:80:\n(?: {4}.*\n)* {4}tried: The connection was accepted, and HTTP was answered with status 404\./u,
    );
    assert.match(
      tried,
      new RegExp(`this host -> localhost:${port}:\n(?: {4}.*\n)* {4}tried: The connection was accepted`, "u"),
    );
    assert.doesNotMatch(tried, /is wrong for/u);
  });

  it("says whether one reaches another, at each of its ports", async () => {
    const { container } = api() as { container: { id: string } };
    const uri = await vscode.commands.executeCommand<vscode.Uri>("hostside.canReach", { ...web(), from: container.id });
    assert.match(
      await textOf(uri),
      /^Can reach-api reach reach-web\?\n\nreach-api can reach reach-web at reach-web:80\./u,
    );
    const host = await vscode.commands.executeCommand<vscode.Uri>("hostside.canReach", { ...api(), from: "host" });
    assert.match(await textOf(host), /^Can this host reach reach-api\?\n\nNo port of reach-api is known/u);
  });

  it("says which ports a container uses, by its name and by its line", async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>("hostside.explainPortsUsed", "reach-web");
    const text = await textOf(uri);
    assert.match(
      text,
      new RegExp(
        `^Which ports does reach-web use\\?\n\nreach-web publishes ${port}/tcp: .* port 80 of the container\\.\n`,
        "u",
      ),
    );
    assert.match(text, /\nInside its network reach-web listens on 80\/tcp\.\n/u);
    assert.match(text, new RegExp(`\ndocker ps:\n {4}reach-web {2}0\\.0\\.0\\.0:${port}->80/tcp\n`, "u"));
    const none = await vscode.commands.executeCommand<vscode.Uri>("hostside.explainPortsUsed", api());
    assert.match(await textOf(none), /^Which ports does reach-api use\?\n\nreach-api has no port of the host\.\n/u);
  });

  it("says who has a port, and which one is free", async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>("hostside.explainPort", port);
    assert.match(
      await textOf(uri),
      new RegExp(`^Who has port ${port}\\?\n\nreach-web publishes ${port}/tcp: .* port 80 of the container\\.`, "u"),
    );
    const free = await vscode.commands.executeCommand<number>("hostside.nextFreePort", port);
    assert.ok(free > port, String(free));
    assert.equal(await vscode.env.clipboard.readText(), String(free));
  });
});
