import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { ShownComparison } from "../../client/src/views/namespaces/namespaceDocuments";
import type { RowHandle } from "../../client/src/views/trees/rowTree";
import type * as Daemon from "../../scripts/engine/daemon.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import type * as Images from "../../scripts/engine/images.mjs";
import { equalTextOf, eventuallyText, textOf, textsOf } from "./namespaceContainers";
import { engineScript, eventually, hostside } from "./window";

const address = "198.51.100.9/24";
/** A network namespace of the engine's own: its host is not this machine. */
const elsewhere = [
  "ip link set lo up",
  "ip link add uplink0 type bridge",
  `ip address add ${address} dev uplink0`,
  "ip link set uplink0 up",
  'exec "$@"',
].join(" && ");

const run = <T>(command: string, ...parameters: unknown[]): Thenable<T | undefined> =>
  vscode.commands.executeCommand<T | undefined>(`hostside.${command}`, ...parameters);

describe("namespaces of an engine that is shown beside the usual one, and whose host is another", () => {
  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("hostside");
  let engine: Daemon.PrivateEngine;
  const ids = new Map<string, string>();
  const target = (name: string): object => ({ container: { id: ids.get(name) ?? "?" }, engine: engine.host });

  before(async () => {
    const { startPrivateEngine } = await engineScript<typeof Daemon>("daemon.mjs");
    engine = await startPrivateEngine({ within: ["unshare", "--net", "sh", "-c", elsewhere, "sh"] });
    await (await engineScript<typeof Images>("images.mjs")).importImages(engine.socket);
    for (const [name, NetworkMode] of [
      ["far-own", "bridge"],
      ["far-host", "host"],
    ] as const) {
      const json = { Image: "busybox:latest", Cmd: ["sleep", "900"], HostConfig: { NetworkMode } };
      const create = `/containers/create?name=${name}`;
      const { Id } = await callEngineJson<{ Id: string }>(engine.socket, create, { method: "POST", json });
      ids.set(name, Id);
      await callEngine(engine.socket, `/containers/${Id}/start`, { method: "POST" });
    }
    await vscode.commands.executeCommand("hostside.containers.focus");
    await settings().update("docker.additional", [engine.host], vscode.ConfigurationTarget.Global);
    await farRow("far-own");
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await settings().update("docker.additional", undefined, vscode.ConfigurationTarget.Global);
    await engine.stop();
  });

  /** The line of a container below the engine's. */
  async function farRow(name: string): Promise<RowHandle> {
    const { containersTree } = await hostside();
    const all = (row?: RowHandle): RowHandle[] =>
      containersTree
        .getChildren(row)
        .flatMap((child) => (/^(?:engine|group)\./u.test(child.contextValue) ? all(child) : [child]));
    return eventually(
      (listener) => containersTree.onDidChangeTreeData(listener),
      () => all().find(({ label, contextValue }) => label === name && contextValue.startsWith("far.")),
    );
  }

  it("are compared from the tree, with that engine's host, and the title names the engine", async () => {
    const shown = await run<ShownComparison>("compareWithHost", await farRow("far-own"));
    assert.equal(shown?.title, `ip addr: host <-> far-own (own namespace) on ${engine.host}`);
    const [[host, text] = ["", ""]] = await textsOf(shown);
    assert.match(host, /^\d+: uplink0: .*\n.*\n {4}inet 198\.51\.100\.9\/24 /mu);
    assert.match(text, /^\d+: eth0@if\d+: .*\n.*\n {4}inet 172\./mu);
    assert.match(shown.verdict, /^far-own has its own network namespace: eth0 .* behind \S+; 3 host interfaces /u);
  });

  it("are equal, line for line, where a container is in that host's mode", async () => {
    const shown = await run<ShownComparison>("compareWithHost", await farRow("far-host"));
    assert.equal(shown?.title, `ip addr: host <-> far-host (shares the host's network namespace) on ${engine.host}`);
    assert.match(await equalTextOf(shown), /inet 198\.51\.100\.9\/24 /u);
  });

  it("lead on to other parts, and follow that engine", async () => {
    const { right } = (await run<ShownComparison>("compareWithHost", target("far-own")))?.pairs[0] ?? assert.fail();
    const routes = await run<ShownComparison>("compareRoutes", right);
    assert.match(routes?.title ?? "", /^ip route: host <-> far-own \(own namespace\) on /u);
    assert.match((routes && (await textsOf(routes))[0]?.[0]) ?? "", /^198\.51\.100\.0\/24 dev uplink0 /mu);
    const table = await run<vscode.Uri>("showNamespaceTable", await farRow("far-own"), [
      await farRow("far-own"),
      await farRow("far-host"),
    ]);
    assert.ok(table);
    assert.match(await textOf(table), /^far-own +│ bridge +│ eth0 172\..*\n(?: .*\n)*far-host +│ host +│ = host /mu);
    const again = (await run<ShownComparison>("compareWithHost", target("far-own")))?.pairs[0] ?? assert.fail();
    await callEngine(engine.socket, `/containers/${ids.get("far-own") ?? ""}/kill`, { method: "POST" });
    await eventuallyText(again.right, (text) => text.startsWith("# far-own is not running (exit code 137)."));
  });
});

describe("a container with a user namespace of its own", () => {
  const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("hostside");
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-ids-"));
  let engine: Daemon.PrivateEngine;
  let id = "";

  /** The ranges are the engine's own; nothing of the machine's /etc changes. */
  before(async () => {
    const ids = path.join(folder, "ids");
    writeFileSync(ids, "nobody:200000:65536\nnogroup:200000:65536\n");
    const bind = `mount --bind ${ids} /etc/subuid && mount --bind ${ids} /etc/subgid && exec "$@"`;
    const { startPrivateEngine } = await engineScript<typeof Daemon>("daemon.mjs");
    engine = await startPrivateEngine({
      within: ["unshare", "--mount", "sh", "-c", bind, "sh"],
      flags: ["--userns-remap=nobody:nogroup"],
    });
    await (await engineScript<typeof Images>("images.mjs")).importImages(engine.socket);
    const json = { Image: "busybox:latest", Cmd: ["sleep", "900"] };
    const { Id } = await callEngineJson<{ Id: string }>(engine.socket, "/containers/create?name=remapped", {
      method: "POST",
      json,
    });
    id = Id;
    await callEngine(engine.socket, `/containers/${id}/start`, { method: "POST" });
    await settings().update("docker.additional", [engine.host], vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await settings().update("docker.additional", undefined, vscode.ConfigurationTarget.Global);
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("has its own network namespace in title, text and verdict", async () => {
    const shown = await run<ShownComparison>("compareWithHost", { container: { id }, engine: engine.host });
    assert.equal(shown?.title, `ip addr: host <-> remapped (own namespace) on ${engine.host}`);
    const [[host, text] = ["", ""]] = await textsOf(shown);
    assert.match(host, /^1: lo: <LOOPBACK,UP,LOWER_UP> /u);
    assert.match(text, /^\d+: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500.*\n.*\n {4}inet 172\./mu);
    assert.match(shown.verdict, /^remapped has its own network namespace: eth0 172\.\S+ behind \S+; /u);
  });
});
