import * as assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { createInterface, type Interface } from "node:readline";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { HostsideForTests } from "../../client/src/extension";
import { eventually, extensionFolder, hostside } from "./window";

const count = 10_000;
/**
 * The storm goes on for five seconds and until the window has answered so often, or for so long: a machine with much else
 * to do takes many seconds to draw 10,000 lines once.
 */
const wantedAnswers = 50;
const longestStormSeconds = 60;
/** A tree with so many lines is drawn once in so many seconds. */
const drawingSeconds = 10;
const run = <T>(id: string, target?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`hostside.${id}`, target);

describe(`an engine with ${count} containers`, () => {
  let folder: string;
  let engine: ChildProcess;
  let lines: Interface;
  let tested: HostsideForTests;

  const said = (beginning: string): Promise<string> =>
    new Promise((resolve) => {
      const hear = (line: string): void => {
        if (!line.startsWith(beginning)) return;
        lines.off("line", hear);
        resolve(line.slice(beginning.length));
      };
      lines.on("line", hear);
    });
  const setHost = (value: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration("hostside").update("docker.host", value, vscode.ConfigurationTarget.Global);

  before(async () => {
    tested = await hostside();
    folder = await mkdtemp(path.join(tmpdir(), "hostside-many-"));
    const socket = path.join(folder, "docker.sock");
    const program = path.join(extensionFolder(), "test", "bench", "fakeDockerProcess.mjs");
    engine = spawn(process.execPath, [program, socket, String(count)], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    });
    assert.ok(engine.stdout);
    lines = createInterface({ input: engine.stdout });
    await said("ready");
    await vscode.commands.executeCommand("hostside.containers.focus");
    await setHost(`unix://${socket}`);
  });
  after(async () => {
    await run("groupContainers", "project");
    await setHost(undefined);
    engine.stdin?.end();
    await tested.live.settled();
    await rm(folder, { recursive: true, force: true });
  });

  it("is shown by project, and flat", async () => {
    const { live, containersTree } = tested;
    await eventually(
      (listener) => live.onDidChange(listener),
      () => (live.inventory.containers.size === count ? true : undefined),
    );
    const groups = containersTree.getChildren();
    assert.equal(groups.length, count / 10);
    assert.equal(groups[0] && containersTree.getChildren(groups[0]).length, 10);
    await run("groupContainers", "flat");
    assert.equal(containersTree.getChildren().length, count);
  });

  it("may send 1,000 events a second: the window goes on answering, and what is shown in the end is what there is", async function () {
    this.timeout(120_000);
    const { live, containersTree, hostPortsTree } = tested;
    const drawings = { containers: 0, hostPorts: 0 };
    const counting = vscode.Disposable.from(
      containersTree.onDidChangeTreeData((line) => (drawings.containers += line === undefined ? 1 : 0)),
      hostPortsTree.onDidChangeTreeData((line) => (drawings.hostPorts += line === undefined ? 1 : 0)),
    );
    const ended = said("done ");
    engine.stdin?.write(`storm ${longestStormSeconds}\n`);
    let over = false;
    void ended.then(() => (over = true));
    const began = performance.now();
    const seconds = (): number => (performance.now() - began) / 1000;
    const answers: number[] = [];
    while (!over) {
      // To the window and back: where one of the two were busy all the time, few of these would come through.
      const asked = performance.now();
      await vscode.commands.executeCommand("noop");
      answers.push(Math.round(performance.now() - asked));
      if (answers.length >= wantedAnswers && seconds() > 5) engine.stdin?.write("calm\n");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    counting.dispose();
    const text = `${answers.length} answers in ${seconds().toFixed(1)} s, after ${answers.join(", ")} ms`;
    assert.ok(answers.length >= wantedAnswers, text);
    // What takes the window's time is not to be asked of it more often, however much time it has.
    for (const [tree, count] of Object.entries(drawings)) {
      assert.ok(count <= 1 + seconds() / drawingSeconds, `${tree}: ${count} drawings, ${text}`);
    }
    const there = JSON.parse(await ended) as [id: string, state: string, name: string][];
    const wanted = there
      .map(([id, state, name]) => `${id} ${state} ${name}`)
      .sort()
      .join("\n");
    await eventually(
      (listener) => live.onDidChange(listener),
      () => {
        const held = [...live.inventory.containers.values()].map(({ id, state, name }) => `${id} ${state} ${name}`);
        return held.sort().join("\n") === wanted ? true : undefined;
      },
    );
    const rows = new Map(containersTree.getChildren().map(({ container, label }) => [container?.id, label]));
    assert.equal(rows.size, there.length);
    for (const [id, , name] of there) assert.equal(rows.get(id), name);
  });
});
