import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { quickFixes } from "./quickFixes";
import { findings, hostside, ruleOf, workspaceFile } from "./window";

const compose = `services:
  app:
    image: example/app:1
    network_mode: host
    env_file: app.env
  db:
    image: postgres:16
    ports: ["15432:5432"]
`;

describe("an env_file that a project takes", () => {
  const composeUri = workspaceFile("variables/compose.yaml");
  const envUri = workspaceFile("variables/app.env");
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const unresolved = (found: readonly vscode.Diagnostic[]): readonly vscode.Diagnostic[] =>
    found.filter((one) => ruleOf(one) === "unresolvable-name");
  const stands = (uri: vscode.Uri): Promise<vscode.Diagnostic[]> =>
    findings(uri, (all) => unresolved(all).length === 1);
  const isGone = (uri: vscode.Uri): Promise<vscode.Diagnostic[]> =>
    findings(uri, (all) => unresolved(all).length === 0);

  /** As a person opens it: what an extension opens stays open for minutes after its editor was closed. */
  const openBeside = async (): Promise<vscode.TextDocument> => {
    const options: vscode.TextDocumentShowOptions = { preview: false, viewColumn: vscode.ViewColumn.Beside };
    await vscode.commands.executeCommand("vscode.open", envUri, options);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.toString(), envUri.toString());
    return document;
  };

  before(async () => {
    await vscode.workspace.fs.writeFile(composeUri, bytes(compose));
    await vscode.workspace.fs.writeFile(envUri, bytes("# the database\nDATABASE_URL=postgres://db:5432/app\n"));
    assert.ok(await (await hostside()).languageServerStarted);
    await vscode.window.showTextDocument(composeUri, { preview: false });
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await vscode.workspace.fs.delete(workspaceFile("variables"), { recursive: true });
  });

  it("has the finding on its line while it is open, and the Compose file has it no longer", async () => {
    const [entry] = unresolved(await stands(composeUri));
    assert.equal(entry?.range.start.line, 4);
    const document = await openBeside();
    const [finding] = unresolved(await stands(envUri));
    assert.equal(finding && document.getText(finding.range), "db:5432");
    await isGone(composeUri);
  });

  it("has hovers and completion where one points and types", async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      envUri,
      new vscode.Position(1, 25),
    );
    const said = hovers.flatMap(({ contents }) => contents.map((each) => (each as vscode.MarkdownString).value));
    assert.ok(
      said.some((each) => each.includes("Does not resolve.")),
      said.join("\n"),
    );
    const offered = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      envUri,
      new vscode.Position(1, 24),
    );
    const labels = offered.items.map(({ label }) => (typeof label === "string" ? label : label.label));
    assert.ok(labels.includes("localhost:15432"), labels.join());
  });

  it("is edited by the quick fix, and the finding is gone", async () => {
    const document = vscode.window.activeTextEditor?.document;
    const [finding] = unresolved(await stands(envUri));
    assert.ok(finding);
    const actions = await quickFixes(envUri, finding.range);
    const fix = actions.find(({ title }) => title === "Use localhost:15432 in app.env");
    assert.ok(fix?.edit, `no quick fix among: ${actions.map(({ title }) => title).join("; ")}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.ok(document?.getText().includes("postgres://localhost:15432/app"));
    await isGone(envUri);
  });

  it("gives the finding back to the Compose file when it is closed", async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await stands(envUri);
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await stands(composeUri);
  });
});
