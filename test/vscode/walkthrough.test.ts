import * as assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { sitDown, type Person } from "./person";
import { engineSocket, eventually, extension, hostside } from "./window";

const run = (command: string, ...words: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`hostside.${command}`, ...words);
/** A step of a walk, as its links name it; of the first walk where none is named. */
const named = (step: string): string => (step.includes("/") ? step : `host-networking/${step}`);
const play = (step: string, action: string): Thenable<unknown> => run("playStep", named(step), action);

/** The message that was shown: other parts of the window may say something at any time. */
function saw(shown: Person["shown"], text: string | RegExp): Person["shown"][number] {
  const found = shown.findLast((each) => (typeof text === "string" ? each.text === text : text.test(each.text)));
  assert.ok(found !== undefined, `${String(text)} is not among ${JSON.stringify(shown)}`);
  return found;
}

describe("the walkthrough about host networking", () => {
  const socket = engineSocket();
  const servers: Server[] = [];
  let listed: string[] = [];
  let person: Person | undefined;

  const containers = async (): Promise<string[]> => {
    const entries = await callEngineJson<{ Names: string[] }[]>(socket, "/containers/json?all=1");
    return entries.map(({ Names }) => Names.join()).sort();
  };

  /** Sits down with these answers; what is shown from now on is that person's. */
  function seat(...answers: (string | undefined)[]): Person {
    person?.dispose();
    person = sitDown(answers);
    return person;
  }

  /** Resolves once a step is complete by what the engine tells. */
  async function completed(step: string): Promise<void> {
    const { live } = await hostside();
    const [walk, id = ""] = named(step).split("/");
    const walkthrough = await walkthroughOf(walk);
    await eventually(
      (listener) => live.onDidChange(() => setImmediate(listener)),
      () => walkthrough.progress.completed.includes(id) || undefined,
      () => walkthrough.progress,
    );
  }

  async function walkthroughOf(id = "host-networking") {
    const { walkthroughs } = await hostside();
    const found = walkthroughs.all.find(({ walk }) => walk.id === id);
    assert.ok(found !== undefined);
    return found;
  }

  async function hold(port: number): Promise<void> {
    const server = createServer((_, response) => response.end("somebody else"));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(port, "0.0.0.0", resolve));
  }

  before(async () => {
    listed = await containers();
  });
  beforeEach(() => void seat());
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    seat();
    await run("resetWalkthrough");
    person?.dispose();
    person = undefined;
    assert.deepEqual(await containers(), listed);
  });
  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("is opened by its command, with nine steps in the language of the window", async () => {
    assert.equal(await run("openWalkthrough"), "hostside.hostside#host-networking");
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.match(tab?.label ?? "", /walkthrough|welcome/iu);
    const { contributes } = extension().packageJSON as {
      contributes: { walkthroughs: { steps: { title: string; description: string }[] }[] };
    };
    const steps = contributes.walkthroughs[0]?.steps ?? [];
    assert.equal(steps.length, 9);
    assert.equal(steps[1]?.title, "Run app1 on the default bridge");
  });

  it("is played from a container on the bridge to the clean-up", async () => {
    const { shown } = seat();
    assert.equal(await play("own-namespace", "run"), "done");
    assert.equal(await play("own-namespace", "try-inside"), "answers");
    assert.equal(await play("own-namespace", "try-host"), "nothing");
    saw(shown, /^localhost:80 does not answer on the host\. app1 listens on port 80 of its/u);
    assert.deepEqual(saw(shown, /^localhost:80 does not answer/u).choices, ["Copy Docker Command"]);
    await completed("own-namespace");

    assert.equal(await play("publish", "run"), "done");
    assert.equal(await play("publish", "try-host"), "answers");
    await completed("publish");

    assert.equal(await play("host-driver", "run"), "done");
    assert.equal(await play("host-driver", "try-host"), "answers");
    await completed("host-driver");
    assert.match(
      String(await run("copyStepCommand", "host-networking/host-driver", "run")),
      /^docker run -d --name hostside-app2 --network host/u,
    );
    assert.match(await vscode.env.clipboard.readText(), /^docker run -d --name hostside-app2 --network host/u);

    assert.equal(await play("compare", "app1"), "done");
    assert.equal(await play("compare", "app2"), "done");
    await completed("compare");

    assert.equal(await play("second-one", "run"), "done");
    assert.equal(await play("second-one", "why"), "done");
    saw(shown, /^Why app3 has ended: It exited because port 80 is in use\. hostside-app2 has/u);
    await completed("second-one");

    // A machine whose own capabilities are bounded gives no container all of them, and the step says what its engine says.
    if ((await play("limits", "run-app4")) === "done") assert.equal(await play("limits", "app4"), "done");
    else saw(shown, /unable to apply caps/u);
    assert.equal(await play("limits", "engine"), "done");
    saw(shown, /^Docker Engine [\d.]+.* on Linux: host mode is the network of its machine\.$/u);
    assert.equal(await run("undoStep", "host-networking/limits"), "limits");

    assert.equal(await run("undoStep", "host-networking/second-one"), "second-one");
    const walkthrough = await walkthroughOf();
    assert.ok(!walkthrough.progress.completed.includes("second-one"));
    assert.equal(await play("host-driver", "run"), "done");
    saw(shown, "app2 runs already. Nothing was started.");

    assert.equal(await play("clean-up", "clean-up"), "done");
    await completed("clean-up");
    assert.deepEqual(await containers(), listed);
  });

  it("has further walks, which are played in the same way beside each other", async () => {
    assert.equal(await run("openWalkthrough", "user-defined"), "hostside.hostside#user-defined");
    const { shown } = seat();
    assert.equal(await play("user-defined/by-name", "run-shop1"), "done");
    assert.equal(await play("none/only-loopback", "run"), "done");
    assert.equal(await play("user-defined/by-name", "run-shop2"), "done");
    assert.equal(await play("user-defined/by-name", "try-name"), "answers");
    saw(shown, /^shop1 answers shop2 by its name, on port 80\./u);
    await completed("user-defined/by-name");
    assert.equal(await play("none/only-loopback", "try-inside"), "answers");
    assert.equal(await play("none/only-loopback", "addresses"), "done");
    await completed("none/only-loopback");
    assert.equal(await play("user-defined/clean-up", "clean-up"), "done");
    await completed("user-defined/clean-up");
    assert.deepEqual(
      (await containers()).filter((name) => !listed.includes(name)),
      ["/hostside-none1"],
    );
    assert.equal(await play("shared-namespace/one-namespace", "run-share2"), undefined);
    saw(shown, "share1 does not run. Run it in this walkthrough first.");
  });

  it("names who has a port, and takes another one where the user agrees", async () => {
    await hold(2000);
    const refused = seat(undefined);
    assert.equal(await play("publish", "run"), undefined);
    saw(refused.shown, /^Port 2000 of the host is taken by \S+\. Port 2001 is free: use it/u);
    assert.deepEqual(await containers(), listed);
    const agreed = seat("Use Port 2001");
    assert.equal(await play("publish", "run"), "done");
    assert.equal(await play("publish", "try-host"), "answers");
    saw(agreed.shown, /^localhost:2001 answers on the host/u);
  });

  it("asks before it pulls an image, and says what the engine says where that fails", async () => {
    const settings = vscode.workspace.getConfiguration("hostside");
    const { Global } = vscode.ConfigurationTarget;
    await settings.update("tutorial.image", "127.0.0.1:9/hostside/none", Global);
    try {
      const refused = seat(undefined);
      assert.equal(await play("own-namespace", "run"), undefined);
      const question = refused.shown.find(({ kind }) => kind === "modal");
      const sentence = "The engine does not have the image 127.0.0.1:9/hostside/none. Pull it from its registry?";
      assert.deepEqual([question?.text, question?.choices], [sentence, ["Pull the Image"]]);
      const agreed = seat("Pull the Image");
      assert.equal(await play("own-namespace", "run"), undefined);
      const said = agreed.shown.filter(({ kind }) => kind === "message");
      saw(said, /127\.0\.0\.1:9/u);
      assert.equal(agreed.shown.filter(({ kind }) => kind === "modal").length, 1);
    } finally {
      await settings.update("tutorial.image", undefined, Global);
    }
  });

  it("says which container is missing where one was removed by hand, and starts it again", async () => {
    const { shown } = seat();
    assert.equal(await play("host-driver", "run"), "done");
    await callEngine(socket, "/containers/hostside-app2?force=1", { method: "DELETE" });
    assert.equal(await play("compare", "app2"), undefined);
    saw(shown, "app2 is not there. Run it in this walkthrough first.");
    assert.equal(await play("host-driver", "run"), "done");
    assert.equal(await play("host-driver", "try-host"), "answers");
  });

  it("says that the engine does not answer where it is gone in the middle", async () => {
    const { shown } = seat();
    assert.equal(await play("own-namespace", "run"), "done");
    const settings = vscode.workspace.getConfiguration("hostside");
    const { Global } = vscode.ConfigurationTarget;
    const before = settings.inspect<string>("docker.host")?.globalValue;
    await settings.update("docker.host", "unix:///nowhere/hostside-walk.sock", Global);
    try {
      assert.equal(await play("own-namespace", "try-inside"), undefined);
      saw(shown, /^No Docker engine answers at unix:\/\/\/nowhere\/hostside-walk\.sock/u);
    } finally {
      await settings.update("docker.host", before, Global);
    }
    assert.equal(await play("own-namespace", "try-inside"), "answers");
  });
});
