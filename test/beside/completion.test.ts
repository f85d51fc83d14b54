import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { hostside, workspaceFile } from "../vscode/window";

describe("completion beside an extension that completes too", () => {
  const uri = workspaceFile("completion/compose.yaml");
  const override = workspaceFile("completion/compose.override.yaml");
  const text = `services:
  web:
    image: nginx
    depends_on: []
    networks: []
    links: []
  db:
    image: postgres:16
networks:
  back:
`;
  /** What Docker DX offers there: the names of the same file (docker-language-server internal/compose/completion.go). */
  const theirs = new Map([
    [3, ["db"]],
    [4, ["back"]],
  ]);
  // As Docker DX registers; VS Code leaves out what fits the document less well than others that answer.
  const languages = [{ language: "yaml" }, { language: "dockercompose" }];
  let provider: vscode.Disposable;

  before(async () => {
    const write = (file: vscode.Uri, content: string) =>
      vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));
    await write(uri, text);
    await write(override, "services:\n  more:\n    image: x\nnetworks:\n  front:\n");
    assert.ok(await (await hostside()).languageServerStarted);
    assert.ok(vscode.extensions.getExtension("docker.docker"), "the stand-in for Docker DX is not there");
    provider = vscode.languages.registerCompletionItemProvider(languages, {
      provideCompletionItems: (document, { line }) =>
        document.uri.toString() === uri.toString()
          ? (theirs.get(line) ?? []).map((name) => new vscode.CompletionItem(name))
          : [],
    });
    await vscode.window.showTextDocument(uri, { preview: false });
  });
  after(async () => {
    provider.dispose();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(workspaceFile("completion"), { recursive: true });
  });

  /** The names in the list of one line, within its brackets: of all who offer something, without words of the file. */
  async function offered(line: number): Promise<string[]> {
    const found = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      uri,
      new vscode.Position(line, text.split("\n")[line]?.indexOf("]") ?? 0),
    );
    return found.items
      .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text)
      .map(({ label }) => (typeof label === "string" ? label : label.label))
      .toSorted();
  }

  it("offers no name twice, and those of other files that the other one does not know", async () => {
    assert.deepEqual(await offered(3), ["db", "more"]);
    assert.deepEqual(await offered(4), ["back", "default", "front"]);
  });

  it("offers what the other one leaves out", async () => {
    assert.deepEqual(await offered(5), ["db", "more"]);
  });
});
