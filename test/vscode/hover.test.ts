import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { hostside, workspaceFile } from "./window";

describe("hovers and hints in the tutorial's compose.yaml", () => {
  const uri = workspaceFile("compose.yaml");
  let document: vscode.TextDocument;

  before(async () => {
    assert.ok(await (await hostside()).languageServerStarted);
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  /** What is shown for a word: the texts, and the words that they are about. */
  async function hover(word: string): Promise<{ readonly texts: string; readonly words: readonly string[] }> {
    const offset = document.getText().indexOf(word);
    assert.ok(offset >= 0, `${word} is not in the file`);
    const found = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      uri,
      document.positionAt(offset + 1),
    );
    const contents = found.flatMap((each) => each.contents as vscode.MarkdownString[]);
    assert.ok(
      contents.every(({ isTrusted }) => isTrusted !== true),
      "a hover may run commands",
    );
    return {
      texts: contents.map(({ value }) => value).join("\n"),
      words: found.flatMap(({ range }) => (range === undefined ? [] : [document.getText(range)])),
    };
  }

  it("say what a discarded port comes to", async () => {
    const { texts, words } = await hover("8080:80");
    assert.match(texts, /\*\*Discarded in host mode\.\*\* `app3` listens on port 80\/tcp of the host itself/u);
    assert.deepEqual(words, ["8080:80"]);
  });

  it("say what a mode shares, with a link to a page of the project and no command", async () => {
    const { texts } = await hover("host\n");
    assert.match(texts, /\*\*Host mode\*\*/u);
    assert.match(texts, /\]\(https:\/\/github\.com\/hostside\/hostside\/blob\/main\/docs\/docker-behaviour\.md#/u);
    assert.doesNotMatch(texts, /command:/u);
  });

  it("are none for a word that says nothing of networking", async () => {
    assert.equal((await hover("image:")).texts, "");
  });

  it("stand beside a hint of the port on which the container listens instead", async () => {
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      uri,
      new vscode.Range(0, 0, document.lineCount, 0),
    );
    const shown = hints.map(({ label, position }) => [label, document.lineAt(position.line).text.trim()]);
    assert.deepEqual(shown, [["listens on 80", '- "8080:80"']]);
  });
});
