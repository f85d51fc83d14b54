import * as assert from "node:assert/strict";
import { createServer, type AddressInfo, type Server } from "node:net";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { engineSocket, eventually, hostside, workspaceFile } from "./window";

describe("a Compose file that is opened in a window whose views were never shown", () => {
  const socket = engineSocket();
  const uri = workspaceFile("live/compose.yaml");
  const made: string[] = [];
  let port = 0;
  let holder: Server | undefined;
  let document: vscode.TextDocument;

  const listen = (wanted: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer();
      server.once("error", reject);
      server.listen(wanted, "0.0.0.0", () => resolve(server));
    });
  const free = async (): Promise<void> => {
    const server = holder;
    holder = undefined;
    if (server !== undefined) await new Promise((resolve) => server.close(resolve));
  };
  /** A container as Compose would make it of a service; started, whatever comes of it. */
  const start = async (name: string, service: string, project = "live", file = uri.fsPath): Promise<string> => {
    const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${name}`, {
      method: "POST",
      json: {
        Image: "busybox:latest",
        Cmd: ["sleep", "600"],
        Labels: {
          "com.docker.compose.project": project,
          "com.docker.compose.service": service,
          "com.docker.compose.project.config_files": file,
        },
        ExposedPorts: { "80/tcp": {} },
        HostConfig: { PortBindings: { "80/tcp": [{ HostPort: String(port) }] }, StopTimeout: 0 },
      },
    });
    made.push(Id);
    await callEngine(socket, `/containers/${Id}/start`, { method: "POST" }).catch(() => undefined);
    return Id;
  };
  const remove = async (id: string): Promise<void> => {
    await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" }).catch(() => undefined);
  };
  /** What is said of the running engine: the text that it stands on, the kind of problem, and the message. */
  const said = (): string[] =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === "Hostside")
      .map(({ range, code, message }) => {
        const kind = typeof code === "object" ? String(code.value) : String(code);
        return `${document.getText(range)} ${kind} ${message}`;
      });
  const untilSaid = (accepts: (found: readonly string[]) => boolean): Promise<string[]> =>
    eventually(
      (listener) => vscode.languages.onDidChangeDiagnostics(listener),
      () => (accepts(said()) ? said() : undefined),
      said,
    );
  const lenses = async (): Promise<string[]> => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri);
    return found.map(({ command }) => command?.title ?? "");
  };

  before(async () => {
    await hostside();
    holder = await listen(0);
    ({ port } = holder.address() as AddressInfo);
    const text = `name: live\nservices:\n  web:\n    image: busybox\n    ports:\n      - "${port}:80"\n`;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  });
  after(async () => {
    await free();
    for (const id of made) await remove(id);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, ".."), { recursive: true });
  });

  it("says that a process of the host has a port of it, before anything is started", async () => {
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const [found] = await untilSaid((all) => all.length > 0);
    assert.match(
      found ?? "",
      new RegExp(
        `^"${port}:80" port-held Port ${port} of the host is held by \\S+ \\(pid ${process.pid}\\): docker`,
        "u",
      ),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri,
      document.lineAt(5).range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const show = actions.find(({ title }) => title === `Show who has port ${port}`);
    assert.deepEqual(show?.command?.arguments, [`${port}/tcp`], actions.map(({ title }) => title).join());
    assert.ok(actions.some(({ title }) => title.startsWith("Use the free port ")));
  });

  it("follows the edit that chooses another port, and its undoing", async () => {
    const line = document.lineAt(5);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, line.range, `      - "80:80"`);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await untilSaid((all) => all.length === 0);
    await vscode.commands.executeCommand("undo");
    await untilSaid((all) => all.length === 1);
  });

  it("says so when the container could not be started for it, and its lens leads to the error", async () => {
    const id = await start("live-web-1", "web");
    const [found, ...rest] = await untilSaid((all) => all.some((each) => each.includes(" not-started ")));
    assert.match(found ?? "", new RegExp(`^"${port}:80" not-started live-web-1: port ${port} is taken by `, "u"));
    assert.deepEqual(rest, []);
    const [state, why] = await lenses();
    assert.match(state ?? "", new RegExp(`^live-web-1: created, port ${port} is taken`, "u"));
    assert.equal(why, "Why it did not start");
    const answer = await vscode.commands.executeCommand<vscode.Uri>("hostside.explainExit", id);
    const shown = await vscode.workspace.openTextDocument(answer);
    assert.match(
      shown.getText(),
      new RegExp(`^Why did live-web-1 exit\\?\n\nPort ${port} of the host is taken by `, "u"),
    );
    assert.match(shown.getText(), /\ndocker inspect live-web-1:\n {4}exit code 128/u);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), answer.toString());
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", answer);
    const targets = links.map(({ range, target }) => `${shown.getText(range)} ${target?.path}`);
    assert.deepEqual(targets, [
      "More about this: not-started hostside.explainProblem",
      "To the service web in its Compose file hostside.revealService",
    ]);
    await vscode.window.showTextDocument(document);
    const log = await vscode.commands.executeCommand<{ ended: Promise<void>; text(): string }>("hostside.showLogs", id);
    await log.ended;
    assert.match(log.text(), /could not start it: .*(?:in use|already allocated)/u);
  });

  it("takes it back when the holder goes", async () => {
    await free();
    const [found] = await untilSaid(([first]) => first?.includes("It is free now") === true);
    assert.match(found ?? "", new RegExp(`port ${port} was taken when it was started`, "u"));
    await remove(made[0] ?? "");
    await untilSaid((all) => all.length === 0);
  });

  it("says which container of another project has its port, and nothing of the project's own", async () => {
    const other = await start("other-web-1", "web", "other", "/elsewhere/compose.yaml");
    const [held] = await untilSaid((all) => all.length > 0);
    assert.match(held ?? "", new RegExp(`port-held Port ${port} of the host is held by container other-web-1: `, "u"));
    const mine = await start("live-web-1", "web");
    const found = await untilSaid((all) => all.some((each) => each.includes(" not-started ")));
    assert.equal(found.length, 1);
    assert.match(found[0] ?? "", new RegExp(`live-web-1: port ${port} is taken by other-web-1\\.`, "u"));
    await remove(other);
    await callEngine(socket, `/containers/${mine}/start`, { method: "POST" });
    // Now it runs, and has the port itself; nothing in it listens yet, which is not said of a young program. That it is on
    // the bridge, where no Compose would put it, is said on.
    await untilSaid((all) => all.every((each) => each.startsWith("web drift ")));
    assert.match((await lenses())[0] ?? "", new RegExp(`^live-web-1: running, .*${port}->80$`, "u"));
  });
});
