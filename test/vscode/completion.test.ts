import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { eventually, hostside, workspaceFile } from "./window";

/** A look a tenth of a second: the list of suggestions tells nobody that it is there. */
const often = (listener: () => void): vscode.Disposable => {
  const timer = setInterval(listener, 100);
  return new vscode.Disposable(() => clearInterval(timer));
};

describe("completion in a Compose file", () => {
  const uri = workspaceFile("completion/compose.yaml");
  const text = "services:\n  web:\n    image: nginx\n    \n  db:\n    image: postgres:16\n";
  let editor: vscode.TextEditor;

  before(async () => {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    assert.ok(await (await hostside()).languageServerStarted);
    editor = await vscode.window.showTextDocument(uri, { preview: false });
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await vscode.workspace.fs.delete(workspaceFile("completion"), { recursive: true });
  });

  const line = (): string => editor.document.lineAt(3).text;

  /** Types as a person does, and takes the first suggestion as soon as there is one. */
  async function typeAndPick(words: string, expected: string): Promise<void> {
    for (const letter of words) await vscode.commands.executeCommand("type", { text: letter });
    await vscode.commands.executeCommand("editor.action.triggerSuggest");
    await eventually(
      often,
      () => {
        if (line() === expected) return true;
        void vscode.commands.executeCommand("acceptSelectedSuggestion");
        return undefined;
      },
      line,
    );
  }

  it("writes what is picked from the list, of what was typed so far", async () => {
    editor.selection = new vscode.Selection(3, 4, 3, 4);
    await typeAndPick("network_mode: ser", "    network_mode: service:db");
  });

  it("writes the host and its container port into a URL, within its quotes", async () => {
    editor.selection = new vscode.Selection(3, 0, 3, line().length);
    await typeAndPick('    environment: ["URL=http://', '    environment: ["URL=http://db:5432"]');
  });

  it("says of each item what it will cause", async () => {
    const found = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      uri,
      new vscode.Position(3, line().indexOf("db:5432") + 2),
    );
    const item = found.items.find(({ label }) => label === "db:5432");
    assert.match(JSON.stringify(item?.documentation), /web finds db by this name on the network default/u);
  });
});
