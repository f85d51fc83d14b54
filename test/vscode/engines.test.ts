import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import type { FollowedLog } from "../../client/src/views/editor/containerLogs";
import type { RowHandle } from "../../client/src/views/trees/rowTree";
import { engineSocket, eventually, hostside, row, tutorial } from "./window";

const run = <T>(id: string, target?: unknown): Thenable<T> =>
  vscode.commands.executeCommand<T>(`hostside.${id}`, target);

describe("several engines", () => {
  const socket = engineSocket();
  /** The same engine by another name, and one that is not there. */
  const added = [`unix://${socket}`, "unix:///nowhere/hostside-test.sock"];

  before(async () => {
    await (await tutorial()).startTutorial(socket);
    await vscode.commands.executeCommand("hostside.containers.focus");
    await row("app1", () => true);
    await vscode.workspace
      .getConfiguration("hostside")
      .update("docker.additional", added, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await run("selectContext", []);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await (await tutorial()).removeTutorial(socket);
  });

  /** The lines of the engines once each has an outcome. */
  async function roots(): Promise<RowHandle[]> {
    const { containersTree } = await hostside();
    return eventually(
      (listener) => containersTree.onDidChangeTreeData(listener),
      () => {
        const found = containersTree.getChildren();
        const settled = ({ contextValue }: RowHandle): boolean => /^engine\..*\.(?:ready|fault)$/u.test(contextValue);
        return found.length === 3 && found.every(settled) ? found : undefined;
      },
    );
  }

  it("are roots of the tree, each with its own state and what to do about it", async () => {
    const { containersTree } = await hostside();
    const [usual, same, nowhere] = await roots();
    assert.ok(usual && same && nowhere);
    assert.deepEqual(
      [usual, same, nowhere].map(({ contextValue }) => contextValue),
      ["engine.primary.ready", "engine.added.ready", "engine.added.fault"],
    );
    const below = [usual, same].map((root) => containersTree.getChildren(root).map(({ id, label }) => ({ id, label })));
    assert.deepEqual(
      below.map((rows) => rows.map(({ label }) => label)),
      [["tutorial"], ["tutorial"]],
    );
    assert.notEqual(below[0]?.[0]?.id, below[1]?.[0]?.id);
    const [sentence] = containersTree.getChildren(nowhere);
    assert.match(sentence?.label ?? "", /^No Docker engine answers at unix:\/\/\/nowhere.*Start it/u);
  });

  it("have lenses in the Compose file that lead to their own containers", async () => {
    await roots();
    const { live } = await hostside();
    const app1 = [...live.inventory.containers.values()].find(({ name }) => name === "app1");
    const file = vscode.Uri.file(app1?.composeFiles?.[0] ?? "");
    await vscode.window.showTextDocument(file);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", file);
    const commands = lenses.flatMap(({ command }) => command ?? []);
    const far = commands.filter(({ arguments: [target] = [] }) => (target as { engine: string }).engine === added[0]);
    assert.ok(far.some(({ title }) => title.startsWith(`app1 on ${added[0] ?? ""}: running`)));
    const logs = far.find(({ command }) => command === "hostside.showLogs");
    assert.ok(logs);
    const shown = await vscode.commands.executeCommand<FollowedLog | undefined>(
      logs.command,
      ...((logs.arguments ?? []) as unknown[]),
    );
    assert.ok(shown);
    const reveal = far.find(({ command }) => command === "hostside.revealContainer");
    const id = await vscode.commands.executeCommand<string>(
      "hostside.revealContainer",
      ...((reveal?.arguments ?? []) as unknown[]),
    );
    assert.ok(id.startsWith(`${added[0] ?? ""}|`), id);
  });

  it("are one again when the user picks one", async () => {
    await run("selectContext", []);
    const { containersTree } = await hostside();
    await eventually(
      (listener) => containersTree.onDidChangeTreeData(listener),
      () => (containersTree.getChildren().some(({ label }) => label === "tutorial") ? true : undefined),
    );
  });
});
