import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { hostside, workspaceFile } from "../vscode/window";
import { standIns } from "./standIns";

const text = `services:
  web:
    image: nginx
    network_mode: host
    env_file: web.env
  api:
    image: nginx
    depends_on: []
  job:
    image: nginx
    depends_on:
      db:
        condition: s
  db:
    image: postgres:16
`;

/** One window for each set of the extensions that know Compose files too. */
describe(`beside ${standIns.join(" and ") || "no other extension"}`, () => {
  const uri = workspaceFile("combination/compose.yaml");
  const override = workspaceFile("combination/compose.override.yaml");
  const isThere = (id: string): boolean => standIns.includes(id);
  const write = (file: vscode.Uri, content: string) =>
    vscode.workspace.fs.writeFile(file, new TextEncoder().encode(content));

  before(async () => {
    await write(uri, text);
    await write(override, "services:\n  more:\n    image: x\n  db:\n    restart: always\n");
    await write(workspaceFile("combination/web.env"), "A=1\n");
    assert.ok(await (await hostside()).languageServerStarted);
    for (const id of standIns) {
      const found = vscode.extensions.getExtension(id);
      assert.ok(found, `${id} is not there`);
      await found.activate();
    }
    await vscode.window.showTextDocument(uri, { preview: false });
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(workspaceFile("combination"), { recursive: true });
  });

  async function offered(line: number, character: number): Promise<string[]> {
    const position = new vscode.Position(line, character);
    const found = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      uri,
      position,
    );
    return found.items
      .filter(({ kind }) => kind !== vscode.CompletionItemKind.Text && kind !== vscode.CompletionItemKind.Snippet)
      .map(({ label }) => (typeof label === "string" ? label : label.label))
      .toSorted();
  }

  it("offers a service of the same file where nobody else does, and those of other files always", async () => {
    assert.deepEqual(await offered(7, 17), isThere("docker.docker") ? ["more"] : ["db", "job", "more", "web"]);
  });

  it("has each condition once", async () => {
    const all = ["service_completed_successfully", "service_healthy", "service_started"];
    // The stand-in for Docker DX completes nothing.
    const isOffered = isThere("redhat.vscode-yaml") || !isThere("docker.docker");
    assert.deepEqual(await offered(12, 20), isOffered ? all : []);
  });

  it("leads to the named file where Docker DX does not", async () => {
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>("vscode.executeLinkProvider", uri);
    const targets = links.filter(({ target }) => target?.path.endsWith("web.env"));
    assert.equal(targets.length, isThere("docker.docker") ? 0 : 1);
  });

  it("says once what a mode comes to", async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      uri,
      new vscode.Position(3, 20),
    );
    const said = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value);
    assert.equal(said.filter((each) => each.includes("Host mode")).length, 1);
  });

  it("renames over all files of the project", async () => {
    const renamed = async (): Promise<number> => {
      const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
        "vscode.executeDocumentRenameProvider",
        uri,
        new vscode.Position(13, 3),
        "store",
      );
      return edit?.get(override).length ?? 0;
    };
    // No event says that the server has registered again behind the other one: it is asked until the test's time is over.
    let count = await renamed();
    while (count === 0) count = await renamed();
    assert.equal(count, 1);
  });
});
