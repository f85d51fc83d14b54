import * as assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { replace, sitDown } from "./person";
import { engineSocket, eventually, hostside } from "./window";

describe("what a path costs", () => {
  const socket = engineSocket();
  const network = "measured-app";
  let id = "";

  const listed = async (): Promise<string[]> => {
    const entries = await callEngineJson<{ Id: string }[]>(socket, "/containers/json?all=1");
    return entries.map(({ Id }) => Id).sort();
  };
  /** How often containers were made and removed since then, by the engine's own account. */
  const changes = async (since: number): Promise<Record<"create" | "destroy", number>> => {
    const filters = encodeURIComponent(JSON.stringify({ type: ["container"], event: ["create", "destroy"] }));
    const [from, to] = [since, Date.now()].map((time) => (time / 1000).toFixed(3));
    const text = await callEngine(socket, `/events?since=${from ?? ""}&until=${to ?? ""}&filters=${filters}`);
    const count = (action: string): number => text.split(`"Action":"${action}"`).length - 1;
    return { create: count("create"), destroy: count("destroy") };
  };
  /** Resolves once the engine has nothing that it had not before: it removes helpers by itself. */
  const untilGone = async (expected: readonly string[]): Promise<void> => {
    while ((await listed()).join() !== expected.join()) await pause(50);
  };
  const measure = (): Thenable<vscode.Uri | undefined> =>
    vscode.commands.executeCommand("hostside.measurePath", { container: { id }, engine: "" });

  before(async () => {
    const { live } = await hostside();
    await callEngineJson(socket, "/networks/create", { method: "POST", json: { Name: network } });
    ({ Id: id } = await callEngineJson<{ Id: string }>(socket, "/containers/create?name=measured-web", {
      method: "POST",
      json: { Image: "busybox:latest", Cmd: ["httpd", "-f", "-p", "80"], HostConfig: { NetworkMode: network } },
    }));
    await callEngine(socket, `/containers/${id}/start`, { method: "POST" });
    await vscode.commands.executeCommand("hostside.containers.focus");
    await eventually(
      (listener) => live.onDidChange(listener),
      () => live.inventory.containers.get(id)?.state === "running" || undefined,
    );
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
    await callEngine(socket, `/networks/${network}`, { method: "DELETE" });
  });

  it("is not measured while nobody agrees: what would be started is said, and nothing is", async () => {
    const since = Date.now();
    const person = sitDown([undefined]);
    try {
      assert.equal(await measure(), undefined);
    } finally {
      person.dispose();
    }
    const question = person.shown.find(({ kind }) => kind === "picker");
    assert.match(
      question?.text ?? "",
      new RegExp(
        `starts 2 containers, in host mode and on ${network}, .* removes them\\. Esc: nothing is started\\.$`,
        "u",
      ),
    );
    assert.equal(question?.choices[0], "busybox:latest");
    assert.deepEqual(await changes(since), { create: 0, destroy: 0 });
  });

  it("is ended by who cancels it in the middle, and nothing is left", async function () {
    this.timeout(120_000);
    const [since, beforehand] = [Date.now(), await listed()];
    const cancelling = new vscode.CancellationTokenSource();
    const person = sitDown(["busybox:latest"]);
    // The first step is told once both helpers answer.
    const undo = offered((step) => {
      if (step !== "") cancelling.cancel();
    }, cancelling.token);
    try {
      assert.equal(await measure(), undefined);
    } finally {
      undo();
      person.dispose();
    }
    assert.ok(cancelling.token.isCancellationRequested);
    await untilGone(beforehand);
    const { create, destroy } = await changes(since);
    assert.ok(create >= 2, String(create));
    assert.equal(destroy, create);
  });

  it("is measured once somebody agrees, step by step, and all that was started is removed", async function () {
    this.timeout(240_000);
    const beforehand = await listed();
    const steps: string[] = [];
    const person = sitDown(["busybox:latest"]);
    const undo = offered((step) => steps.push(step), new vscode.CancellationTokenSource().token);
    let uri: vscode.Uri | undefined;
    try {
      uri = await measure();
    } finally {
      undo();
      person.dispose();
    }
    assert.ok(uri, JSON.stringify(person.shown));
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(text, /^What does the path to measured-web cost\?\n\n/u);
    assert.match(text, /\nEach way was measured in 7 rounds, in turn: 100 round trips of 64 bytes and 34 MB/u);
    assert.match(text, new RegExp(`one in host mode and one on the network ${network}\\. They were removed\\.`, "u"));
    for (const way of ["host mode", "bridge address", "published, by"]) {
      // Once in the table of round trips and once in that of throughputs: median, spread and bar.
      const lines = text.split("\n").filter((line) => line.startsWith(`    ${way}`) && /\d to [\d.]+ +█+$/u.test(line));
      assert.ok(lines.length >= 2, `${way}: ${lines.join("\n")}`);
    }
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", uri);
    assert.deepEqual(
      links.map(({ target }) => target?.path),
      ["hostside.measurePath"],
    );
    assert.deepEqual([...new Set(steps)].filter((step) => step !== "").at(-1), "7/8");
    await untilGone(beforehand);
  });

  /** Stands in for the notification that shows how far a reading is, and by which it is ended. */
  function offered(tell: (step: string) => void, token: vscode.CancellationToken): () => void {
    const { withProgress } = vscode.window;
    const report = ({ message = "" }: { message?: string }): void => tell(message);
    return replace(
      vscode.window,
      "withProgress",
      (options: vscode.ProgressOptions, task: Parameters<typeof withProgress>[1]) =>
        options.location === vscode.ProgressLocation.Notification && options.cancellable === true
          ? task({ report }, token)
          : withProgress(options, task),
    );
  }
});
