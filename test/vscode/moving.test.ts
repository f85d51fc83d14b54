import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { composeProgram } from "./composeProgram";
import { sitDown } from "./person";
import { engineSocket, eventually, hostside, workspaceFile } from "./window";

const port = 38471;
const bare = 38473;
const sleeper = "image: busybox\n    command: sleep 600\n    init: true\n    stop_grace_period: 0s";
const text = `name: hostside-moving
services:
  web:
    ${sleeper}
    ports: ["${port}:80"]
    environment: { DB: "db:5432" }
  db:
    ${sleeper}
  bare:
    image: busybox
    command: httpd -f -p ${bare}
    network_mode: host
    init: true
    stop_grace_period: 0s
  idle:
    image: busybox
    ports: ["38474:80"]
    profiles: [later]
`;

describe("a service that is moved to the host network while it runs", () => {
  const uri = workspaceFile("moving/compose.yaml");
  const folder = path.dirname(uri.fsPath);
  let compose: string | undefined;
  let document: vscode.TextDocument;

  const run = (...words: string[]): Promise<{ stdout: string }> => {
    const env = { PATH: process.env.PATH, HOME: folder, DOCKER_HOST: `unix://${engineSocket()}` };
    return promisify(execFile)(compose ?? "", words, { cwd: folder, env });
  };
  const said = (): string[] =>
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source === "Hostside")
      .map(({ range, message }) => `${document.getText(range)}: ${message}`);
  const untilSaid = (accepts: (found: readonly string[]) => boolean): Promise<string[]> =>
    eventually(
      (listener) => vscode.languages.onDidChangeDiagnostics(listener),
      () => (accepts(said()) ? said() : undefined),
      said,
    );
  const mode = async (): Promise<string> =>
    (await run("ps", "--format", "{{.Service}} {{.Networks}}")).stdout
      .split("\n")
      .find((each) => each.startsWith("web ")) ?? "";

  before(async function () {
    const program = await composeProgram();
    // No Compose can be had on this machine; the reason was printed.
    if (program === undefined) return this.skip();
    compose = program;
    assert.ok(await (await hostside()).languageServerStarted);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await run("up", "-d", "--pull", "never");
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  });
  after(async () => {
    if (compose !== undefined) await run("down", "-t", "0");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, ".."), { recursive: true });
  });

  it("has one line above it that says what runs, and above one of which nothing runs what the file makes of it", async () => {
    const lensesAt = async (name: string): Promise<string[]> => {
      const line = document.getText().split("\n").indexOf(`  ${name}:`);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri);
      return lenses.filter(({ range }) => range.start.line === line).map(({ command }) => command?.title ?? "");
    };
    const ofIdle = await lensesAt("idle");
    assert.deepEqual(ofIdle, ["default network, 38474->80", "Move to the host network"]);
    const [first, ...others] = await lensesAt("bare");
    assert.equal(first, `hostside-moving-bare-1: running, host`);
    assert.deepEqual(others, ["Compare ip addr", "Logs", "Move to its own network"]);
  });

  it("is said to run with another port after an edit, until that is undone", async () => {
    const at = document.getText().indexOf(String(port));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(document.positionAt(at), document.positionAt(at + 5)), "38472");
    assert.ok(await vscode.workspace.applyEdit(edit));
    await untilSaid((all) =>
      all.includes(
        `"38472:80": hostside-moving-web-1 runs with ${port}->80. \`docker compose up -d web\` would create it again, as it is written here.`,
      ),
    );
    await vscode.commands.executeCommand("undo");
    await untilSaid((all) => all.every((each) => !each.includes("would create it again")));
  });

  it("changes with who it calls in one edit, which Compose accepts and takes over", async () => {
    const name = new vscode.Range(2, 3, 2, 3);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri,
      name,
      vscode.CodeActionKind.RefactorRewrite.value,
    );
    const move = actions.find(({ title }) => title === "Move web to the host network");
    assert.ok(move?.edit, `offered: ${actions.map(({ title }) => title).join()}`);
    assert.ok(await vscode.workspace.applyEdit(move.edit, { isRefactoring: true }));
    assert.equal(
      document.getText(),
      text
        .replace(`ports: ["${port}:80"]`, "network_mode: host")
        .replace("db:5432", "localhost:5432")
        .replace("  db:\n    image", '  db:\n    ports: ["127.0.0.1:5432:5432"]\n    image'),
    );
    await untilSaid((all) => all.some((each) => each.startsWith("host: hostside-moving-web-1 runs on network ")));
    await document.save();
    await run("up", "-d", "--pull", "never");
    assert.equal((await mode()).trim(), "web host");
    await untilSaid((all) => all.every((each) => !each.includes("would create it again")));
  });

  it("leaves it by a command, with the port published that its container listens on", async () => {
    const before = document.getText();
    const line = before.slice(0, before.indexOf("command: httpd")).split("\n").length - 1;
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    editor.selection = new vscode.Selection(line, 6, line, 6);
    const person = sitDown(["Change the files"]);
    try {
      assert.equal(await vscode.commands.executeCommand("hostside.moveToOwnNetwork"), true);
    } finally {
      person.dispose();
    }
    assert.deepEqual(
      person.shown.filter(({ kind }) => kind === "picker").map(({ text: asked }) => asked),
      ["Move bare to its own network (changed places: 1, files: 1)"],
    );
    const after = before.replace(
      `-p ${bare}\n    network_mode: host`,
      `-p ${bare}\n    ports:\n      - "${bare}:${bare}"`,
    );
    assert.equal(document.getText(), after);
    await document.save();
    await run("config", "--quiet");
    await run("up", "-d", "--pull", "never");
    const { stdout } = await run("ps", "--format", "{{.Service}} {{.Ports}}");
    assert.match(stdout, new RegExp(`^bare .*:${bare}->${bare}/tcp`, "mu"));
  });
});
