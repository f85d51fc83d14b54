import * as assert from "node:assert/strict";
import * as path from "node:path";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { hostside, workspaceFile } from "./window";

const files = {
  "compose.yaml": `name: hostside-navigation
include: [more.yaml]
services:
  proxy:
    image: nginx
    depends_on: [database]
    environment: { DB: "tcp://database:5432" }
`,
  "more.yaml": "services:\n  database:\n    image: postgres\n    expose: ['5432']\n",
  "compose.override.yaml": "services:\n  proxy:\n    links: [database]\n",
} as const;

describe("names and files of a project in several files", () => {
  const uriOf = (name: keyof typeof files): vscode.Uri => workspaceFile(`navigation/${name}`);
  let document: vscode.TextDocument;
  const at = (word: string): vscode.Position => document.positionAt(document.getText().indexOf(word) + 1);
  const worded = async (uri: vscode.Uri, range: vscode.Range): Promise<string> => {
    const found = await vscode.workspace.openTextDocument(uri);
    return `${path.basename(uri.fsPath)}:${range.start.line + 1} ${found.getText(range)}`;
  };
  const ask = async <T>(command: string, ...rest: unknown[]): Promise<T> =>
    vscode.commands.executeCommand<T>(`vscode.execute${command}`, document.uri, ...rest);

  before(async () => {
    for (const [name, text] of Object.entries(files)) {
      const uri = workspaceFile(`navigation/${name}`);
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    }
    assert.ok(await (await hostside()).languageServerStarted);
    document = await vscode.workspace.openTextDocument(uriOf("compose.yaml"));
    await vscode.window.showTextDocument(document, { preview: false });
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(workspaceFile("navigation"), { recursive: true });
  });

  it("lead from a name to where it is given in another file, also from inside a value", async () => {
    for (const word of ["database]", "database:5432"]) {
      const found = await ask<(vscode.Location | vscode.LocationLink)[]>("DefinitionProvider", at(word));
      const places = found.map((each) =>
        "targetUri" in each
          ? worded(each.targetUri, each.targetSelectionRange ?? each.targetRange)
          : worded(each.uri, each.range),
      );
      assert.deepEqual(await Promise.all(places), ["more.yaml:2 database"]);
    }
  });

  it("are found wherever they are used, and highlighted in the file", async () => {
    const found = await ask<vscode.Location[]>("ReferenceProvider", at("database]"));
    const places = await Promise.all(found.map(({ uri, range }) => worded(uri, range)));
    assert.deepEqual(places.sort(), [
      "compose.override.yaml:3 database",
      "compose.yaml:6 database",
      "compose.yaml:7 database",
      "more.yaml:2 database",
    ]);
    const marked = await ask<vscode.DocumentHighlight[]>("DocumentHighlights", at("database]"));
    assert.deepEqual(marked.map(({ range }) => range.start.line + 1).sort(), [6, 7]);
  });

  it("are links to the files that they name", async () => {
    const links = await ask<vscode.DocumentLink[]>("LinkProvider");
    assert.deepEqual(
      links.map(({ range, target }) => [document.getText(range), path.basename(target?.fsPath ?? "")]),
      [["more.yaml", "more.yaml"]],
    );
  });

  it("are symbols of the workspace, with their mode or networks", async () => {
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      "vscode.executeWorkspaceSymbolProvider",
      "database",
    );
    const found = symbols.find(({ location }) => location.uri.path.endsWith("navigation/more.yaml"));
    assert.ok(found, symbols.map(({ name }) => name).join());
    assert.match(`${found.name} ${found.containerName}`, /database.*default/u);
  });
});
