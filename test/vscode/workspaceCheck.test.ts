import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { findings, hostside, ruleOf, workspaceFile } from "./window";

const base = "services:\n  web:\n    image: nginx\n";
const including = `services:\n  web:\n    extends: { file: base.yaml, service: web }\n    ports: ["8080:80"]\n`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("the Compose files of the workspace, with the setting that has all of them checked", () => {
  const folder = workspaceFile("checked");
  const file = vscode.Uri.joinPath(folder, "compose.yaml");
  const extended = vscode.Uri.joinPath(folder, "base.yaml");
  /** Never open: what a test before has opened may be open for a while behind no editor. */
  const closed = vscode.Uri.joinPath(folder, "closed", "compose.yaml");
  const set = (check: string | undefined): Thenable<void> =>
    vscode.workspace.getConfiguration("hostside").update("compose.check", check, vscode.ConfigurationTarget.Global);
  const discarded = (found: readonly vscode.Diagnostic[]): vscode.Diagnostic[] =>
    found.filter((one) => ruleOf(one) === "host-ports-discarded" && one.severity === vscode.DiagnosticSeverity.Warning);
  const shows = (count: number): Promise<vscode.Diagnostic[]> =>
    findings(file, (all) => discarded(all).length === count);

  /** As a person opens it: a document that an extension opens stays open for a while after its editor is closed. */
  const open = async (uri: vscode.Uri): Promise<vscode.TextEditor> => {
    await vscode.commands.executeCommand("vscode.open", uri);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), uri.toString());
    return editor;
  };

  /** VS Code in the browser saves by itself, so that a change is taken back first. */
  const close = async (): Promise<void> => {
    await vscode.commands.executeCommand("undo");
    await vscode.workspace.saveAll();
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  };

  before(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.writeFile(extended, bytes(base));
    await vscode.workspace.fs.writeFile(file, bytes(including));
    await vscode.workspace.fs.writeFile(closed, bytes(`${base}    network_mode: host\n    ports: ["8080:80"]\n`));
    assert.ok(await (await hostside()).languageServerStarted);
    await set("workspace");
  });
  after(async () => {
    await set(undefined);
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  it("are checked though none is open, and again when one changes on the disk", async () => {
    await findings(closed, (all) => discarded(all).length === 1);
    assert.deepEqual(vscode.languages.getDiagnostics(file), []);
    await vscode.workspace.fs.writeFile(extended, bytes(`${base}    network_mode: host\n`));
    await shows(1);
  });

  it("are not shown twice by the command", async () => {
    await vscode.commands.executeCommand("hostside.checkWorkspace");
    await shows(1);
  });

  it("follow what is typed in another file, and stay when that is as it was and closed", async () => {
    const editor = await open(extended);
    await editor.edit((edit) => edit.replace(new vscode.Range(3, 18, 3, 22), "none"));
    await shows(0);
    await close();
    await shows(1);
  });

  it("show each finding once while open, and still when closed", async () => {
    const editor = await open(file);
    await shows(1);
    await editor.edit((edit) => edit.delete(new vscode.Range(3, 0, 4, 0)));
    await shows(0);
    await close();
    await shows(1);
  });

  it("have no findings once they are deleted", async () => {
    await vscode.workspace.fs.delete(file);
    await shows(0);
  });

  it("have none without the setting", async () => {
    await set(undefined);
    await findings(closed, (all) => all.length === 0);
  });
});
