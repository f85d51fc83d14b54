import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import type { RowHandle } from "../../client/src/views/trees/rowTree";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { sitDown } from "./person";
import { composeProgram } from "./composeProgram";
import { engineSocket, eventually, hostside } from "./window";

const project = "hostside-down";
const sleeper = "{ image: busybox, command: sleep 900, init: true, stop_grace_period: 0s";
const file = `services:
  web: ${sleeper}, networks: [default, shared] }
  db: ${sleeper} }
  job: { image: busybox, command: "true" }
networks:
  shared: { external: true, name: hostside-down-shared }
`;

/** The sharer starts last: once it runs, everything is there. */
function isRunning({ inventory }: LiveInventory, wanted: string | undefined): boolean {
  return [...inventory.containers.values()].some(({ name, state }) => name === wanted && state === "running");
}

describe("Compose Down", () => {
  const socket = engineSocket();
  const removed = ["hostside-down-other", "hostside-down-sharer"];
  let compose: string;
  let folder: string | undefined;

  before(async function () {
    const program = await composeProgram();
    // No Compose can be had on this machine; the reason was printed.
    if (program === undefined) return this.skip();
    compose = program;
    folder = await mkdtemp(path.join(tmpdir(), "hostside-down-"));
    await writeFile(path.join(folder, "compose.yaml"), file);
    const json = { Name: "hostside-down-shared" };
    await callEngineJson(socket, "/networks/create", { method: "POST", json });
    const other = { Image: "busybox", Cmd: ["sleep", "900"], HostConfig: { NetworkMode: "hostside-down-shared" } };
    await callEngineJson(socket, `/containers/create?name=${removed[0]}`, { method: "POST", json: other });
    await run("--project-name", project, "--project-directory", folder, "up", "-d", "--pull", "never");
    const sharer = {
      Image: "busybox",
      Cmd: ["sleep", "900"],
      HostConfig: { NetworkMode: `container:${project}-db-1` },
    };
    await callEngineJson(socket, `/containers/create?name=${removed[1]}`, { method: "POST", json: sharer });
    await callEngine(socket, `/containers/${removed[1]}/start`, { method: "POST" });
    await vscode.commands.executeCommand("hostside.containers.focus");
  });
  after(async () => {
    if (folder === undefined) return;
    await run("--project-name", project, "down", "-t", "0");
    for (const name of removed) await callEngine(socket, `/containers/${name}?force=1`, { method: "DELETE" });
    await callEngine(socket, "/networks/hostside-down-shared", { method: "DELETE" });
    await rm(folder, { recursive: true, force: true });
  });

  function run(...words: string[]): Promise<unknown> {
    const env = { PATH: process.env.PATH, HOME: folder, DOCKER_HOST: `unix://${socket}` };
    return promisify(execFile)(compose, words, { cwd: folder, env });
  }

  async function group(): Promise<RowHandle> {
    const { live, containersTree } = await hostside();
    return eventually(
      (listener) => live.onDidChange(listener),
      () =>
        isRunning(live, removed[1]) ? containersTree.getChildren().find(({ label }) => label === project) : undefined,
    );
  }

  const containersOf = async (): Promise<string[]> => {
    const filters = encodeURIComponent(JSON.stringify({ label: [`com.docker.compose.project=${project}`] }));
    const listed = await callEngineJson<{ Names: string[] }[]>(socket, `/containers/json?all=1&filters=${filters}`);
    return listed.map(({ Names: [name = ""] }) => name.slice(1)).sort();
  };
  const networks = async (): Promise<string[]> =>
    (await callEngineJson<{ Name: string }[]>(socket, "/networks")).map(({ Name }) => Name);

  it("names every container that it hits, ended ones too, and does nothing where that is not agreed to", async () => {
    const person = sitDown();
    try {
      await vscode.commands.executeCommand("hostside.composeDown", await group());
      // The status bar may speak too: documents of containers that earlier tests removed are still open.
      const questions = person.shown.filter(({ kind }) => kind === "modal");
      const [{ text, choices } = { text: "", choices: [] }] = questions;
      assert.equal(questions.length, 1, JSON.stringify(person.shown));
      assert.deepEqual(choices, ["Compose Down"]);
      assert.match(text, /^Stop and remove all containers of hostside-down \(.*\) and its networks\? Volumes stay\. /u);
      const lost = `${project}-db-1 shares its network with hostside-down-sharer. They lose their network now and`;
      assert.ok(text.endsWith(`${lost} have to be created again afterwards.`), text);
      for (const service of ["web", "db", "job"]) assert.ok(text.includes(`${project}-${service}-1`), text);
      assert.ok(!text.includes("hostside-down-other"), text);
    } finally {
      person.dispose();
    }
    assert.equal((await containersOf()).length, 3);
  });

  it("removes the project's containers and its own networks, and leaves what others use", async () => {
    const target = await group();
    const person = sitDown(["Compose Down"]);
    const tasks: vscode.Task[] = [];
    const { executeTask } = vscode.tasks;
    // Whether a machine has the docker command with Compose is its own affair: what is started is run by the Compose of the tests.
    Object.assign(vscode.tasks, { executeTask: (task: vscode.Task) => Promise.resolve(tasks.push(task)) });
    try {
      assert.equal(await vscode.commands.executeCommand("hostside.composeDown", target), project);
    } finally {
      person.dispose();
      Object.assign(vscode.tasks, { executeTask });
    }
    const execution = tasks[0]?.execution;
    assert.ok(execution instanceof vscode.ProcessExecution);
    assert.equal(execution.process, "docker");
    const [option, engine, plugin, ...words] = execution.args;
    assert.deepEqual([option, engine, plugin], ["--host", `unix://${socket}`, "compose"]);
    await run(...words, "-t", "0");
    assert.deepEqual(await containersOf(), []);
    const left = await networks();
    assert.ok(!left.includes(`${project}_default`), left.join());
    assert.ok(left.includes("hostside-down-shared"), left.join());
    const { live, containersTree } = await hostside();
    await eventually(
      (listener) => live.onDidChange(listener),
      () => (containersTree.getChildren().some(({ label }) => label === project) ? undefined : true),
    );
  });
});
