import * as assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { compared, run } from "./comparedNamespaces";
import {
  eventuallyText,
  hoverOf,
  lensesOf,
  NamespaceContainers,
  settledTop,
  textOf,
  textsOf,
} from "./namespaceContainers";
import { engineSocket } from "./window";

describe("an open comparison, while its containers change", () => {
  const containers = new NamespaceContainers(engineSocket());
  const named = (name: string): string => containers.named(name);
  // Few lines are in sight, so that even the shorter side has room to scroll; where it has none, VS Code takes the longer
  // one back with it.
  const showFewLines = async (few: boolean): Promise<void> => {
    const editor = vscode.workspace.getConfiguration("editor");
    await editor.update("lineHeight", few ? 150 : undefined, vscode.ConfigurationTarget.Global);
    await editor.update("stickyScroll.enabled", few ? false : undefined, vscode.ConfigurationTarget.Global);
  };

  before(async () => {
    await vscode.commands.executeCommand("hostside.containers.focus");
    await showFewLines(true);
    await containers.network("later", [{ Subnet: "10.97.9.0/24" }]);
    await containers.network("six", [{ Subnet: "10.97.8.0/24" }, { Subnet: "fd00:97:8::/64" }], { EnableIPv6: true });
    await containers.run("busybox", "busybox:latest");
    await containers.run("none", "busybox:latest", { NetworkMode: "none" });
    await containers.run("six", "busybox:latest", { NetworkMode: named("six") });
  });
  after(async () => {
    await showFewLines(false);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await containers.end();
  });

  it("follows a network's connect and disconnect, and keeps scroll and selection", async () => {
    const { left, right } = (await compared("compareWithHost", named("busybox"))).pairs[0] ?? assert.fail();
    const shownIn = (): vscode.TextEditor | undefined =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === right.toString());
    const editor = shownIn() ?? assert.fail("the right side is not visible");
    editor.selection = new vscode.Selection(2, 4, 2, 8);
    const host = (): vscode.TextEditor =>
      vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === left.toString()) ??
      assert.fail("the left side is not visible");
    host().revealRange(new vscode.Range(3, 0, 3, 0), vscode.TextEditorRevealType.AtTop);
    const top = await settledTop(host);
    assert.ok(top > 1, "it did not scroll");
    const linesOf = (): string[] => host().document.getText().split("\n");
    const inSight = linesOf()[top] ?? "";
    await containers.connect("later", "busybox");
    await eventuallyText(right, (text) => text.includes("inet 10.97.9."));
    // VS Code may move it by the one line that comes above it, or by the line of lenses that it draws late.
    const moved = (await settledTop(host)) - linesOf().indexOf(inSight);
    assert.ok(Math.abs(moved) <= 1, `"${inSight}" moved by ${moved} lines:\n${linesOf().join("\n")}`);
    assert.deepEqual([shownIn()?.selection.start.line, shownIn()?.selection.end.character], [2, 8]);
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("follows a restart, however quick, to the new namespace", async () => {
    const { left, right } = (await compared("compareWithHost", named("busybox"))).pairs[0] ?? assert.fail();
    const link = (text: string): string => /^\d+: eth0@if(\d+)/mu.exec(text)?.[1] ?? "";
    const before = link(await textOf(right));
    assert.notEqual(before, "");
    await containers.post("busybox", "restart?t=0");
    const text = await eventuallyText(right, (now) => ![before, ""].includes(link(now)) && !now.startsWith("# "));
    // The pair is made on the host; only then one end moves into the container.
    await eventuallyText(left, (now) => new RegExp(`^${link(text)}: veth\\w+@if\\d+:`, "mu").test(now));
    assert.match(await hoverOf(right, "eth0@"), /The other end of this veth pair is veth\w+ on the host/u);
  });

  it("is read again by Refresh: no engine tells of a new listener", async () => {
    const { right } = (await compared("compareListeningSockets", named("none"))).pairs[0] ?? assert.fail();
    assert.equal(await textOf(right), "# nothing listens\n");
    await containers.exec("none", ["httpd", "-p", "127.0.0.1:8088"]);
    await run("refresh");
    await eventuallyText(right, (text) => /^tcp {2}127\.0\.0\.1:8088 +httpd$/mu.test(text));
  });

  it("stopped: says so in the title and the text, with what it will be", async () => {
    await containers.post("six", "kill");
    const shown = await compared("compareWithHost", named("six"));
    assert.equal(shown.title, `ip addr: host <-> ${named("six")} (${named("six")} is not running)`);
    const [[, text] = ["", ""]] = await textsOf(shown);
    assert.match(text, /^# hostside-view-six is not running \(exit code 137\)\./u);
    assert.match(text, /Network mode: hostside-view-six/u);
  });

  it("dying and gone: says so, keeps what it had, and comes back with a restart", async () => {
    await containers.run("dying", "nginx:alpine");
    const { right } = (await compared("compareWithHost", named("dying"))).pairs[0] ?? assert.fail();
    const before = await textOf(right);
    await containers.post("dying", "kill");
    const stopped = await eventuallyText(right, (text) => text.startsWith("# "));
    assert.match(
      stopped,
      /^# hostside-view-dying is not running \(exit code 137\)\..* This is what was read before, at/u,
    );
    assert.equal(stopped.slice(stopped.indexOf("\n") + 1), before);
    await containers.post("dying", "start");
    await eventuallyText(right, (text) => text.startsWith("1: lo:"));
    await containers.remove("dying");
    const gone = await eventuallyText(right, (text) => text.startsWith("# "));
    assert.match(gone, /^# hostside-view-dying no longer exists\./u);
    assert.match((await lensesOf(right)).join(), /^hostside-view-dying no longer exists,/u);
    assert.equal(await run("compareWithHost", named("dying")), undefined);
    // Created anew under its name it has another ID; what is open goes on with it, and so do commands from there.
    await containers.run("dying", "nginx:alpine");
    await eventuallyText(right, (text) => text.startsWith("1: lo:"));
    assert.equal(
      (await compared("compareRoutes", right)).title,
      `ip route: host <-> ${named("dying")} (own namespace)`,
    );
  });
});
