import * as assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import * as vscode from "vscode";
import { engineSocket, eventually, hostside, workspaceFile } from "./window";

/** The log, where the Output panel shows it. */
const shownLog = (): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "output" && /hostside/iu.test(uri.path));

describe("commands for whoever looks for the cause of a fault", () => {
  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("Show Log opens the log, which names the engine and its state", async () => {
    const { live, languageServerStarted } = await hostside();
    await Promise.all([live.ready(), languageServerStarted]);
    await vscode.commands.executeCommand("hostside.showLog");
    const log = await eventually(
      (listener) =>
        vscode.Disposable.from(
          vscode.workspace.onDidOpenTextDocument(listener),
          vscode.workspace.onDidChangeTextDocument(listener),
        ),
      () => {
        const document = shownLog();
        const text = document?.getText() ?? "";
        return text.includes("The engine answers") && text.includes("has started") ? document : undefined;
      },
      () => vscode.workspace.textDocuments.map(({ uri }) => uri.toString()),
    );
    const text = log.getText();
    assert.match(text, /\[info\] The language server \d+\.\d+\.\d+ has started on Node\.js /u);
    assert.ok(text.includes(`[info] The engine is at unix://${engineSocket()}, which `), text);
    assert.match(text, /\[info\] The engine answers: Docker [\d.]+/u);
  });

  it("Report an Issue fills in versions and the kind of engine, and no address", async () => {
    const { live } = await hostside();
    await live.ready();
    const body = await vscode.commands.executeCommand<string | undefined>("hostside.reportIssue");
    assert.ok(body);
    assert.ok(body.includes(vscode.version), body);
    assert.match(body, /- Hostside \d+\.\d+\.\d+\n/u);
    assert.match(body, /- Engine: Docker [\d.]+\S*, API [\d.]+, linux.*; reached over a Unix socket, named by /u);
    assert.ok(!body.includes(engineSocket()) && !/\d+\.\d+\.\d+\.\d+/u.test(body), body);
  });

  it("Show How This File Is Read opens a read-only document about the active file", async () => {
    const compose = await vscode.workspace.openTextDocument(workspaceFile("compose.yaml"));
    await vscode.window.showTextDocument(compose);
    const uri = await vscode.commands.executeCommand<vscode.Uri | undefined>("hostside.explainFile");
    assert.ok(uri);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), uri.toString());
    assert.equal(uri.path, "/How compose.yaml is read.md");
    const document = await vscode.workspace.openTextDocument(uri);
    assert.match(document.getText(), /compose\.yaml/u);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(uri.scheme), undefined);
  });
});
