import * as assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, afterEach, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { sitDown, type Person } from "./person";
import { eventually, extension, extensionFolder, hostside } from "./window";

/** What is seen of a command that shows no message: a part of the window that VS Code itself has. */
const parts: Readonly<Record<string, string>> = {
  "hostside.reportIssue": "workbench.action.openIssueReporter",
  "hostside.openWalkthrough": "workbench.action.openWalkthrough",
};
/** The log is shown by a call of the channel; support.test.ts sees it there. */
const shownElsewhere = ["hostside.showLog"];

const all = (extension().packageJSON as { contributes: { commands: { command: string }[] } }).contributes.commands
  .map(({ command }) => command)
  .filter((id) => !shownElsewhere.includes(id));

describe("no command does nothing without a word", () => {
  const address = (value: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration("hostside").update("docker.host", value, vscode.ConfigurationTarget.Global);
  let person: Person;
  let folder: string;
  let engine: ChildProcess;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "hostside-none-"));
    const socket = path.join(folder, "docker.sock");
    const program = path.join(extensionFolder(), "test", "bench", "fakeDockerProcess.mjs");
    engine = spawn(process.execPath, [program, socket, "0"], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    });
    assert.ok(engine.stdout);
    await once(engine.stdout, "data");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.commands.executeCommand("hostside.containers.focus");
    await address(`unix://${socket}`);
    await until(({ live }) => live.status.kind === "ready" && live.inventory.containers.size === 0);
  });
  afterEach(() => person.dispose());
  after(async () => {
    await address(undefined);
    engine.stdin?.end();
    await (await hostside()).live.settled();
    await rm(folder, { recursive: true, force: true });
  });

  async function until(accepts: (tested: Awaited<ReturnType<typeof hostside>>) => boolean): Promise<void> {
    const tested = await hostside();
    await eventually(
      (listener) => tested.live.onDidChange(listener),
      () => (accepts(tested) ? true : undefined),
    );
  }

  /** Runs a command for somebody who closes whatever comes; what they saw of it. */
  async function seenOf(id: string, ...args: unknown[]): Promise<string[]> {
    person = sitDown([], Object.values(parts));
    const visible = vscode.window.visibleTextEditors.length;
    await vscode.commands.executeCommand(id, ...args);
    const editors = vscode.window.visibleTextEditors.length > visible ? ["an editor"] : [];
    return [...person.shown.map(({ text }) => text), ...person.kept.map(({ command }) => command), ...editors];
  }

  for (const id of all) {
    it(`${id} where there is no container, and nothing is open`, async () => {
      assert.notDeepEqual(await seenOf(id), []);
    });
  }

  /** What is about a container: those whose answer without one is another than with one. */
  const gone = { container: { id: "f".repeat(64) }, engine: "" };
  for (const id of all.filter((each) => isAboutContainer(each))) {
    it(`${id} of a container that went between look and click`, async () => {
      assert.deepEqual(await seenOf(id, gone), ["The container ffffffffffff no longer exists."]);
    });
  }

  it("each of them says why where the engine does not answer", async () => {
    await address("unix:///nowhere/docker.sock");
    await until(({ live }) => live.status.kind === "fault");
    for (const id of [...all.filter((each) => isAboutContainer(each)), "hostside.refresh", "hostside.findPort"]) {
      const seen = await seenOf(id);
      assert.match(seen.join(), /No Docker engine answers at unix:\/\/\/nowhere/u, `${id}: ${seen.join()}`);
      person.dispose();
    }
  });
});

function isAboutContainer(id: string): boolean {
  return /\.(compareW|compareR|compareD|compareL|compareE|showIp|showNamespace$|showLogs|copy(?!Step)|(?:start|stop|restart)(?!Group)|remove|composeDown|open(Shell|In)|inspect|reveal|restore|useFree)/u.test(
    id,
  );
}
