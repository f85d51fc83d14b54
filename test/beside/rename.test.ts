import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { hostside, workspaceFile } from "../vscode/window";

const compose = `services:
  db:
    image: postgres:16
    volumes: ["data:/data"]
  web:
    image: nginx
    depends_on: [db]
    network_mode: service:db
volumes:
  data:
`;
const override = "services:\n  db:\n    restart: always\n";

describe("renaming beside an extension that renames too", () => {
  const composeUri = workspaceFile("beside/compose.yaml");
  const overrideUri = workspaceFile("beside/compose.override.yaml");
  const otherUri = workspaceFile("beside/notes.txt");
  const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const show = async (uri: vscode.Uri): Promise<vscode.TextEditor> =>
    vscode.window.showTextDocument(uri, { preview: false });
  const renamed = (line: number, character: number, newName: string): Thenable<vscode.WorkspaceEdit | undefined> =>
    vscode.commands.executeCommand(
      "vscode.executeDocumentRenameProvider",
      composeUri,
      new vscode.Position(line, character),
      newName,
    );
  const countOf = (edit: vscode.WorkspaceEdit | undefined, uri: vscode.Uri): number => edit?.get(uri).length ?? 0;

  before(async () => {
    await write(composeUri, compose);
    await write(overrideUri, override);
    await write(otherUri, "notes\n");
    assert.ok(await (await hostside()).languageServerStarted);
    await show(composeUri);
    const other = vscode.extensions.getExtension<{ readonly asked: readonly string[] }>("docker.docker");
    assert.ok(other, "the stand-in for Docker DX is there");
    await other.activate();
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(workspaceFile("beside"), { recursive: true });
  });

  it("renames over all files of the project, once a Compose file is shown after the other one has registered", async () => {
    await show(otherUri);
    await show(composeUri);
    // No event says that the server has registered again: it is asked until it has, or the test's time is over.
    let edit = await renamed(6, 17, "store");
    while (countOf(edit, overrideUri) === 0) edit = await renamed(6, 17, "store");
    assert.equal(countOf(edit, composeUri), 3);
  });

  it("leaves a volume to the other one", async () => {
    const edit = await renamed(9, 3, "store");
    assert.equal(countOf(edit, composeUri), 3);
  });

  it("renames by the command, which asks no provider", async () => {
    const editor = await show(composeUri);
    editor.selection = new vscode.Selection(6, 17, 6, 17);
    assert.equal(await vscode.commands.executeCommand("hostside.renameService", { newName: "store" }), true);
    assert.equal(editor.document.getText(), compose.replace(/\bdb\b/g, "store"));
    const beside = await vscode.workspace.openTextDocument(overrideUri);
    assert.equal(beside.getText(), override.replace("db", "store"));
  });
});
