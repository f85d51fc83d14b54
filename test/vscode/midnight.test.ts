import * as assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { CountedActions } from "./countedActions";
import { sitDown } from "./person";
import { publishes, SceneEngine } from "./sceneEngine";
import { engineSocket, eventually, hostside } from "./window";

describe("at midnight a port does not answer: the answer is at most two clicks away", function () {
  this.timeout(60_000);
  const engine = new SceneEngine(engineSocket());
  let [published, held] = [0, 0];
  let person = new CountedActions();

  before(async () => {
    const { live } = await hostside();
    [published, held] = [await engine.freePort(), await engine.takesPort()];
    await engine.writes(
      "midnight",
      `  web:\n    image: busybox\n    command: httpd -f -p 127.0.0.1:8080\n    ports:\n      - "${published}:8080"\n` +
        `  api:\n    image: busybox\n    ports:\n      - "${held}:80"\n`,
    );
    await engine.starts("midnight", "web-1", {
      service: "web",
      command: ["httpd", "-f", "-p", "127.0.0.1:8080"],
      ...publishes(published, 8080),
    });
    await engine.starts("midnight", "api-1", { service: "api", ...publishes(held, 80) });
    await vscode.commands.executeCommand("hostside.containers.focus");
    const names = (): string[] => [...live.inventory.containers.values()].map(({ name }) => name);
    await eventually(
      (listener) => live.onDidChange(listener),
      () => ["web-1", "api-1"].every((name) => names().includes(`scene-midnight-${name}`)) || undefined,
      names,
    );
  });
  beforeEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    person = new CountedActions();
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await engine.ends();
  });

  /** What the editor that has the focus says. */
  const answer = (): string => vscode.window.activeTextEditor?.document.getText() ?? "no editor is open";

  /** Its first lines: the verdict, the party, and what to do. */
  const saysLoopbackOnly = (): void => {
    const why = "Its program listens on 127\\.0\\.0\\.1 alone, which others cannot call\\.";
    const whatToDo = "Have the program listen on 0\\.0\\.0\\.0, on every address of its container\\.";
    assert.match(
      answer(),
      new RegExp(
        `^From where can I reach scene-midnight-web-1 at port 8080\\?\n\nIt cannot be reached from: this host `,
        "u",
      ),
    );
    const callers = `\\(localhost:${published}\\).*\n\nFrom this host, another machine: `;
    assert.match(answer(), new RegExp(`${callers}.*${why} ${whatToDo}\n\nThis is derived`, "u"));
  };
  const saysWhoHasItsPort = (): void => {
    const verdict = `Port ${held} of the host is taken by \\S+ \\(pid ${process.pid}\\): the engine could not start it\\.`;
    assert.match(answer(), new RegExp(`^Why did scene-midnight-api-1 exit\\?\n\n${verdict}\n`, "u"));
  };

  /** The file of the scene in an editor, once it has a squiggle of this kind. */
  async function squiggled(code: string): Promise<vscode.Diagnostic> {
    const document = await vscode.workspace.openTextDocument(engine.file("midnight"));
    await vscode.window.showTextDocument(document);
    const all = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
    return eventually(
      (listener) => vscode.languages.onDidChangeDiagnostics(listener),
      () => all().find((each) => (typeof each.code === "object" ? each.code.value : each.code) === code),
      () => all().map(({ message }) => message),
    );
  }

  describe("from the palette: the command, then its one question", () => {
    const asks = async (command: string, reply: string): Promise<void> => {
      const reader = sitDown([reply]);
      await person.runs(command).finally(() => reader.dispose());
      person.answers();
      assert.equal(reader.shown.filter(({ kind }) => kind !== "status").length, 1, JSON.stringify(reader.shown));
      assert.equal(person.actions, 2);
    };

    it("says that the program listens on loopback only, and what to do", async () => {
      await asks("hostside.explainReach", "scene-midnight-web-1");
      saysLoopbackOnly();
    });

    it("says who has the port", async () => {
      await asks("hostside.explainPort", String(held));
      assert.match(
        answer(),
        new RegExp(`^Who has port ${held}\\?\n\nThe program \\S+ \\(pid ${process.pid}\\) of the host`, "u"),
      );
    });

    it("says why a container did not start, and who has its port", async () => {
      await asks("hostside.explainExit", "scene-midnight-api-1");
      saysWhoHasItsPort();
    });
  });

  describe("from the squiggle: the lens of its service", () => {
    it("says that the program listens on loopback only, and what to do", async () => {
      const found = await squiggled("loopback-only");
      await person.clicksLens(engine.file("midnight"), found.range, "hostside.explainReach");
      assert.equal(person.actions, 1);
      saysLoopbackOnly();
    });

    it("says why a container did not start, and who has its port", async () => {
      const found = await squiggled("not-started");
      await person.clicksLens(engine.file("midnight"), found.range, "hostside.explainExit");
      assert.equal(person.actions, 1);
      saysWhoHasItsPort();
    });
  });
});
