import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { ShownComparison } from "../../client/src/views/namespaces/namespaceDocuments";
import { equalTextOf } from "./namespaceContainers";
import { engineSocket, row, tutorial } from "./window";

/** Runs the command on a container and reads both sides of what it opened. */
async function compare(target: unknown): Promise<ShownComparison & { sides: [string, string]; languages: string[] }> {
  const shown = await vscode.commands.executeCommand<ShownComparison | undefined>("hostside.compareWithHost", target);
  assert.ok(shown, "the command opened nothing");
  const [pair] = shown.pairs;
  assert.ok(pair, "there is nothing to compare");
  const documents = await Promise.all([pair.left, pair.right].map((uri) => vscode.workspace.openTextDocument(uri)));
  const [host, container] = documents.map((document) => document.getText());
  assert.ok(host && container);
  return { ...shown, sides: [host, container], languages: documents.map(({ languageId }) => languageId) };
}

describe("ip addr side by side with the host's", () => {
  const socket = engineSocket();

  before(async () => {
    await (await tutorial()).startTutorial(socket);
    await vscode.commands.executeCommand("hostside.containers.focus");
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await (await tutorial()).removeTutorial(socket);
  });

  it("of app1 differs: it has a network namespace of its own", async () => {
    const { title, sides, languages } = await compare(await row("app1", () => true));
    assert.equal(title, "ip addr: host <-> app1 (own namespace)");
    assert.notEqual(sides[0], sides[1]);
    assert.match(sides[0], /docker0|hostside\d/u);
    assert.match(sides[1], /^\d+: eth0@if\d+: /mu);
    assert.deepEqual(languages, ["ip-addr", "ip-addr"]);
  });

  it("of app2 is equal, line for line, and the title says why", async () => {
    const shown = await compare(await row("app2", () => true));
    assert.equal(shown.title, "ip addr: host <-> app2 (shares the host's network namespace)");
    assert.match(await equalTextOf(shown), /^1: lo: /u);
  });

  it("opens in the diff editor, host left", async () => {
    const { pairs } = await compare("app1");
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.deepEqual(
      [input.original.toString(), input.modified.toString()],
      [pairs[0]?.left.toString(), pairs[0]?.right.toString()],
    );
  });

  it("cannot be typed into", async () => {
    await compare("app1");
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.scheme === "hostside-netns");
    assert.ok(editor);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(editor.document.uri.scheme) ?? false, false);
  });
});
