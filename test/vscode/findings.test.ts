import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { quickFixes } from "./quickFixes";
import { eventually, findings, hostside, ruleOf, workspaceFile } from "./window";

describe("squiggles in the tutorial's compose.yaml", () => {
  const uri = workspaceFile("compose.yaml");
  let document: vscode.TextDocument;
  const discarded = (found: readonly vscode.Diagnostic[]): vscode.Diagnostic[] =>
    found.filter((one) => ruleOf(one) === "host-ports-discarded" && one.severity === vscode.DiagnosticSeverity.Warning);

  before(async () => {
    assert.ok(await (await hostside()).languageServerStarted);
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("one stands under the published port of the host-mode service, exactly", async () => {
    const found = discarded(await findings(uri, (all) => discarded(all).length > 0));
    assert.deepEqual(
      found.map(({ range }) => document.getText(range)),
      ['"8080:80"'],
    );
    const [finding] = found;
    assert.ok(finding);
    assert.match(finding.message, /app3 listens on 80/u);
    const related = finding.relatedInformation?.[0];
    assert.ok(related, "no other place is named");
    assert.equal(document.getText(related.location.range), "host");
    assert.ok(typeof finding.code === "object" && finding.code.target.path.endsWith("host-ports-discarded.md"));
  });

  it("the quick fix removes it", async () => {
    const [finding] = discarded(await findings(uri, (all) => discarded(all).length > 0));
    assert.ok(finding);
    const actions = await quickFixes(uri, finding.range);
    const fix = actions.find(({ title }) => title === "Remove `ports` of app3");
    assert.ok(fix?.edit, `no quick fix among: ${actions.map(({ title }) => title).join("; ")}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await findings(uri, (all) => discarded(all).length === 0);
    assert.ok(!document.getText().includes("8080:80"));
  });

  it("comes back when the text does", async () => {
    await vscode.commands.executeCommand("undo");
    await findings(uri, (all) => discarded(all).length === 1);
  });

  it("a quick fix opens the page that explains it, which is in the package", async () => {
    const [finding] = discarded(await findings(uri, (all) => discarded(all).length > 0));
    assert.ok(finding);
    const actions = await quickFixes(uri, finding.range);
    const { command } = actions.find(({ title }) => title === "Explain host-ports-discarded") ?? {};
    assert.ok(command, `no explanation among: ${actions.map(({ title }) => title).join("; ")}`);
    const page = await vscode.commands.executeCommand<vscode.Uri>(
      command.command,
      ...((command.arguments ?? []) as unknown[]),
    );
    assert.ok(page.path.endsWith("/docs/rules/host-ports-discarded.md"));
    const { tabGroups } = vscode.window;
    await eventually(
      (listener) => tabGroups.onDidChangeTabs(listener),
      () => tabGroups.activeTabGroup.activeTab?.label.includes("host-ports-discarded.md") === true || undefined,
    );
    // The older VS Code replaces the tab of a page while it fills: what was found a moment ago may not be closed by it.
    await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
    await vscode.window.showTextDocument(document, { preview: false });
  });
});
