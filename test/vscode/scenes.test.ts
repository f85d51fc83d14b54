import * as assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import type { Container } from "../../client/src/docker/inventory/container";
import type { RowHandle } from "../../client/src/views/trees/rowTree";
import { CountedActions } from "./countedActions";
import { sitDown } from "./person";
import { publishes, SceneEngine } from "./sceneEngine";
import { engineSocket, eventually, hostside } from "./window";

/** What somebody sees, and the actions that it took: in a window with the file open, and in one with nothing open. */
interface Told {
  readonly cause: number;
  readonly repair: number;
}
const counts = new Map<string, Told>();

describe("the seven scenes of trouble, each from a fresh window", function () {
  this.timeout(60_000);
  const engine = new SceneEngine(engineSocket());
  const ids = new Map<string, string>();
  let [a, b, c, e, g] = [0, 0, 0, 0, 0];
  let person = new CountedActions();

  /** All at once: who listens in vain is told only after ten seconds. */
  before(async () => {
    await hostside();
    await vscode.commands.executeCommand("workbench.view.explorer");
    [a, b, c] = [await engine.freePort(), await engine.freePort(), await engine.freePort()];
    [e, g] = [await engine.takesPort(), await engine.takesPort()];
    await engine.writes(
      "A",
      `  web:\n    image: busybox\n    command: httpd -f -p 127.0.0.1:8080\n    ports:\n      - "${a}:8080"\n`,
    );
    await engine.writes(
      "B",
      `  web:\n    image: busybox\n    command: httpd -f -p 8080\n    ports:\n      - "${b}:80"\n`,
    );
    await engine.writes("C", `  web:\n    image: busybox\n    ports:\n      - "${c}:80"\n`);
    await engine.writes("D", `  vpn:\n    image: busybox\n  app:\n    image: busybox\n    network_mode: service:vpn\n`);
    await engine.writes("E", `  web:\n    image: busybox\n    network_mode: host\n    command: httpd -f -p ${e}\n`);
    const networks = `networks:\n  front:\n  back:\n`;
    await engine.writes(
      "F",
      `  web:\n    image: busybox\n    networks: [front]\n    environment:\n      DB_HOST: db\n  db:\n    image: busybox\n    networks: [back]\n${networks}`,
    );
    await engine.writes("G", `  web:\n    image: busybox\n    ports:\n      - "${g}:80"\n`);

    const add = async (scene: string, name: string, played: Parameters<SceneEngine["starts"]>[2]): Promise<void> =>
      void ids.set(scene + name, await engine.starts(scene, name, played));
    await add("A", "web-1", {
      service: "web",
      command: ["httpd", "-f", "-p", "127.0.0.1:8080"],
      ...publishes(a, 8080),
    });
    await add("B", "web-1", { service: "web", command: ["httpd", "-f", "-p", "8080"], ...publishes(b, 80) });
    await add("C", "other", publishes(c, 80));
    await add("C", "web-1", { service: "web", ...publishes(c, 80) });
    await add("D", "vpn-1", { service: "vpn" });
    await add("D", "app-1", { service: "app", host: { NetworkMode: `container:${ids.get("Dvpn-1") ?? ""}` } });
    await engine.restarts(ids.get("Dvpn-1") ?? "");
    await add("E", "web-1", {
      service: "web",
      command: ["httpd", "-f", "-p", String(e)],
      host: { NetworkMode: "host" },
    });
    for (const key of ["front", "back"]) await engine.network(`${engine.project("F")}_${key}`, "F");
    await add("F", "db-1", { service: "db", host: { NetworkMode: `${engine.project("F")}_back` } });
    await add("F", "web-1", {
      ...{ service: "web", host: { NetworkMode: `${engine.project("F")}_front` } },
      more: { Env: ["DB_HOST=db"] },
    });
    await add("G", "web-1", publishes(g, 80));
  });
  beforeEach(async () => {
    await closeAll(engine);
    person = new CountedActions();
  });
  after(async () => {
    await closeAll(engine);
    await engine.ends();
    const lines = [...counts].map(([scene, { cause, repair }]) => `${scene}: cause ${cause}, repair ${repair}`);
    // eslint-disable-next-line no-console -- the note of the project quotes it
    console.log(`[test]    actions\n${lines.map((line) => `[test]      ${line}`).join("\n")}`);
  });

  const counted = (scene: string, cause: number): void => {
    const repair = person.actions - cause;
    assert.ok(cause <= 1, `${cause} actions to the cause`);
    assert.ok(repair <= 2, `${repair} actions from there to the repair`);
    counts.set(scene, { cause, repair });
  };
  const textOf = async (scene: string): Promise<string> =>
    (await vscode.workspace.openTextDocument(engine.file(scene))).getText();

  /** The file of the scene in an editor, which is where the window begins; resolves with what is said of this kind. */
  async function opened(
    scene: string,
    code: string,
  ): Promise<{ document: vscode.TextDocument; found: vscode.Diagnostic }> {
    const document = await vscode.workspace.openTextDocument(engine.file(scene));
    await vscode.window.showTextDocument(document);
    const all = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
    const found = await eventually(
      (listener) => vscode.languages.onDidChangeDiagnostics(listener),
      () => all().find((each) => kindOf(each.code) === code),
      () => all().map(({ message }) => message),
    );
    return { document, found };
  }

  /** The line of a container once it says this first. */
  async function line(scene: string, name: string, beginning: RegExp): Promise<RowHandle> {
    const { containersTree } = await hostside();
    const id = ids.get(scene + name);
    const look = (handles: readonly RowHandle[]): RowHandle | undefined => {
      for (const handle of handles) {
        const { row } = handle;
        if (row.kind === "container" && row.container.id === id && beginning.test(row.description)) return handle;
        const below = row.kind === "group" ? look(containersTree.getChildren(handle)) : undefined;
        if (below !== undefined) return below;
      }
      return undefined;
    };
    return eventually(
      (listener) => containersTree.onDidChangeTreeData(listener),
      () => look(containersTree.getChildren()),
    );
  }

  describe("with nothing open: one action to the cause, which is to open the view, and one to the repair", () => {
    const seen = async (scene: string, name: string, beginning: RegExp): Promise<RowHandle> => {
      await person.opens("hostside.containers");
      const found = await line(scene, name, beginning);
      assert.equal(person.actions, 1);
      return found;
    };

    it("A: lets the program listen everywhere, in the file", async () => {
      const row = await seen("A", "web-1", /^8080\/tcp listens on loopback only/u);
      await person.clicks(row, "hostside.fixInFile");
      assert.match(await textOf("A"), /command: httpd -f -p 0\.0\.0\.0:8080\n/u);
      counted("A, view", 1);
    });

    it("B: publishes the port on which the program listens, in the file", async () => {
      const row = await seen("B", "web-1", /^80\/tcp is published, 8080 listens/u);
      await person.clicks(row, "hostside.fixInFile");
      assert.ok((await textOf("B")).includes(`- "${b}:8080"\n`));
      counted("B, view", 1);
    });

    it("C: writes the next free port into the file", async () => {
      const row = await seen("C", "web-1", new RegExp(`^port ${c} is taken by scene-c-other`, "u"));
      const reader = sitDown();
      const free = await person.clicks<number>(row, "hostside.useFreePort").finally(() => reader.dispose());
      assert.match(reader.shown.map(({ text }) => text).join("\n"), /stands in the file now/u);
      assert.ok((await textOf("C")).includes(`- "${free}:80"\n`));
      counted("C, view", 1);
    });

    it("D: restarts the sharer", async () => {
      await engine.restarts(ids.get("Dvpn-1") ?? "");
      const row = await seen("D", "app-1", /^has lost its network/u);
      await person.clicks(row, "hostside.restoreNetwork");
      await line("D", "app-1", /^(?!has lost its network)/u);
      counted("D, view", 1);
    });

    it("E: writes the next free port into the file", async () => {
      const row = await seen("E", "web-1", new RegExp(`^port taken, perhaps ${e}: \\S+ \\(pid`, "u"));
      const reader = sitDown();
      const free = await person.clicks<number>(row, "hostside.useFreePort").finally(() => reader.dispose());
      assert.match(reader.shown.map(({ text }) => text).join("\n"), /stands in the file now/u);
      assert.ok((await textOf("E")).includes(`command: httpd -f -p ${free}\n`));
      counted("E, view", 1);
    });

    it("F: puts the caller on that network in the file", async () => {
      const row = await seen("F", "web-1", /^cannot resolve db: only on back/u);
      await person.clicks(row, "hostside.fixInFile");
      assert.match(await textOf("F"), /networks: \[back, front\]/u);
      counted("F, view", 1);
    });

    it("G: creates a container that no file describes again, with the next free port", async () => {
      const row = await seen("G", "web-1", new RegExp(`^port ${g} is taken by \\S+ \\(pid ${process.pid}\\)`, "u"));
      const reader = sitDown(["Create Again"]);
      const free = await person.clicks<number>(row, "hostside.useFreePort").finally(() => reader.dispose());
      person.answers();
      const question = reader.shown.find(({ kind }) => kind === "modal");
      assert.match(
        question?.text ?? "",
        new RegExp(`^Create scene-g-web-1 again with port ${free} of the host instead`, "u"),
      );
      assert.match(
        question?.detail ?? "",
        new RegExp(`docker .* run --detach --name scene-g-web-1 --publish ${free}:80 `, "u"),
      );
      const { live } = await hostside();
      const scene = (): Container[] =>
        [...live.inventory.containers.values()].filter(({ name }) => name.startsWith("scene-g-web-1"));
      // The one from before goes last.
      const again = await eventually(
        (listener) => live.onDidChange(listener),
        () => {
          const [one, other] = scene();
          return other === undefined && one?.published.some(({ hostPort }) => hostPort === free) ? one : undefined;
        },
        scene,
      );
      engine.adopts(again.id);
      assert.notEqual(again.id, ids.get("Gweb-1"));
      counted("G, view", 1);
    });
  });

  describe("with its file open: no action to the cause, the light bulb's first entry to the repair", () => {
    it("A: a program that listens on 127.0.0.1 of its container, published", async () => {
      const { found: lost } = await opened("A", "loopback-only");
      assert.match(lost.message, /listens on 127\.0\.0\.1 only/u);
      const { document, found } = await opened("A", "listens-on-loopback");
      await person.fixes(document, found.range, /0\.0\.0\.0/u);
      assert.match(document.getText(), /command: httpd -f -p 0\.0\.0\.0:8080\n/u);
      counted("A, file", 0);
    });

    it("B: a publish to a port where nothing listens", async () => {
      const { document, found } = await opened("B", "nothing-listens");
      assert.match(found.message, /Port 80\/tcp is published, but the program listens on 8080/u);
      await person.fixes(document, found.range, /^Publish port 8080, on which the program listens$/u);
      assert.ok(document.getText().includes(`- "${b}:8080"\n`));
      counted("B, file", 0);
    });

    it("C: two containers that want one host port", async () => {
      const { document, found } = await opened("C", "not-started");
      assert.match(found.message, new RegExp(`port ${c} is taken by scene-c-other`, "u"));
      await person.fixes(document, found.range, /^Use the free port \d+$/u);
      assert.ok(!document.getText().includes(`"${c}:80"`));
      counted("C, file", 0);
    });

    it("D: a sharer whose owner was restarted", async () => {
      await engine.restarts(ids.get("Dvpn-1") ?? "");
      const { document, found } = await opened("D", "dead-namespace");
      assert.match(found.message, /scene-d-vpn-1, whose network it shares, was restarted after it/u);
      await person.fixes(document, found.range, /^Restore its network$/u);
      await eventually(
        (listener) => vscode.languages.onDidChangeDiagnostics(listener),
        // That these containers are not what Compose would make of the file is said on.
        () =>
          vscode.languages.getDiagnostics(document.uri).every(({ code }) => kindOf(code) !== "dead-namespace") ||
          undefined,
      );
      counted("D, file", 0);
    });

    it("E: a host-mode program whose port a process has, and whose log names no number", async () => {
      const { document, found } = await opened("E", "port-taken");
      assert.match(found.message, new RegExp(`Perhaps it is ${e}: \\S+ \\(pid ${process.pid}\\) has that port`, "u"));
      await person.fixes(document, found.range, /^Use the free port \d+$/u);
      assert.match(document.getText(), /command: httpd -f -p \d+\n/u);
      assert.ok(!document.getText().includes(String(e)));
      counted("E, file", 0);
    });

    it("F: a container that calls a name which is only on another network", async () => {
      const { document, found } = await opened("F", "unresolvable-name");
      assert.match(found.message, /^web and db share no network: the name db does not resolve in web/u);
      await person.fixes(document, found.range, /^Put web on back$/u);
      assert.match(document.getText(), /networks: \[back, front\]/u);
      counted("F, file", 0);
    });

    it("G: a port of the host that a process has", async () => {
      const { document, found } = await opened("G", "port-held");
      assert.match(found.message, new RegExp(`Port ${g} of the host is held by \\S+ \\(pid ${process.pid}\\)`, "u"));
      await person.fixes(document, found.range, /^Use the free port \d+$/u);
      assert.ok(!document.getText().includes(`"${g}:80"`));
      counted("G, file", 0);
    });
  });
});

/** Closes what is open, each file as it was written first: not by a command, which is about the editor that has the focus. */
async function closeAll(engine: SceneEngine): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    const written = engine.written(document.uri);
    if (written === undefined || document.getText() === written) continue;
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), written);
    await vscode.workspace.applyEdit(edit);
    await document.save();
  }
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await vscode.commands.executeCommand("workbench.view.explorer");
}

/** What a diagnostic is about, be it with the address of a page or without. */
function kindOf(code: vscode.Diagnostic["code"]): string | number | undefined {
  return typeof code === "object" ? code.value : code;
}
