// @ts-check
import assert from "node:assert/strict";
import * as workbench from "../../scripts/window/workbench.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** What a comparison shows beside its text: verdict, hover, routes, sections, table. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "a comparison says what it comes to, explains itself and leads on",
  play: async (page, _socket, picture) => {
    await workbench.openDockerNetwork(page);
    await workbench.widenSideBar(page, 330);
    for (const name of ["app1", "app2"]) await workbench.treeRow(page, name).waitFor();

    await workbench.compareWithHost(page, "app1");
    const sides = await workbench.diffSides(page);
    const verdict = page.locator(".codelens-decoration", { hasText: "Own namespace: eth0 " });
    // A lens of the other side, or of an editor behind, is there without being shown.
    await verdict.filter({ visible: true }).first().waitFor();
    await page.locator(".statusbar-item", { hasText: "own namespace" }).waitFor();
    const name = sides.container.locator(".view-line").getByText("eth0", { exact: true }).first();
    const hover = page.locator(".monaco-hover", { hasText: "The other end of this veth pair is veth" }).first();
    await workbench.untilShown(
      () => name.hover(),
      () => hover.waitFor({ timeout: 3_000 }),
    );
    await picture("4-verdict-and-hover");
    // What one side has alone begins level on both, so that no interface stands beside another one's lines.
    const headings = [sides.host, sides.container].map((side) =>
      side.locator(".view-line", { hasText: "# Only host has:" }).first().boundingBox(),
    );
    const [left, right] = await Promise.all(headings);
    assert.ok(left && Math.abs(left.y - (right?.y ?? 0)) < 1, "the headings are not level");
    await page.mouse.move(2, 2);
    // How each side was read stands at its end.
    await sides.container.locator(".view-line").first().click();
    await page.keyboard.press("Control+End");
    const way = page.locator(".codelens-decoration", { hasText: "app1: read with" });
    await way.filter({ visible: true }).first().waitFor();
    await picture("4-how-it-was-read");

    await workbench.chooseFromMenu(page, workbench.treeRow(page, "app2"), "Compare ip addr with Host");
    const shared = page.locator(".codelens-decoration", { hasText: "Same namespace as the host" });
    await shared.filter({ visible: true }).first().waitFor();
    await picture("4-shared-namespace");
    await oneColumn(page, ["Same namespace as the host"], () => picture("4-one-column-shared"));

    await workbench.chooseFromMenu(
      page,
      workbench.treeRow(page, "app1"),
      "Compare Whole Network Namespace",
      "Compare With...",
    );
    await page.locator(".monaco-component.multiDiffEditor").first().waitFor();
    await page.locator(".multiDiffEntry .view-line", { hasText: "LOOPBACK" }).first().waitFor();
    await picture("4-everything");
    // On a machine with many interfaces the routes come below the window until the addresses are folded.
    const routes = page.locator(".view-line", { hasText: "default via" }).first();
    await workbench.untilShown(
      () => page.locator(".multiDiffEntry .collapse-button a").first().click(),
      () => routes.waitFor({ timeout: 5_000 }),
    );
    await picture("4-everything-folded");

    await workbench.chooseFromMenu(page, workbench.treeRow(page, "app1"), "Show Network Namespace", "Show");
    await page.locator(".view-line", { hasText: "# listening sockets" }).first().waitFor();
    await page
      .locator(".codelens-decoration", { hasText: "app1: read with" })
      .filter({ visible: true })
      .first()
      .waitFor();
    await picture("4-one-document");

    await workbench.treeRow(page, "app1").click();
    await workbench.treeRow(page, "app2").click({ modifiers: ["Control"] });
    await workbench.chooseFromMenu(
      page,
      workbench.treeRow(page, "app2"),
      "Show Namespaces in a Table",
      "Compare With...",
    );
    const head = page.locator(".view-line", { hasText: "network mode" }).first();
    await head.waitFor();
    assert.match(await head.innerText(), /container.*address.*gateway.*published.*listens/su);
    await picture("4-table-of-containers");
    await page.locator(".codelens-decoration a", { hasText: "Show all interfaces" }).first().click();
    const interfaces = page.locator(".view-line", { hasText: "app2 (= host)" }).first();
    await interfaces.waitFor();
    assert.match(await interfaces.innerText(), /interface.*host.*app1.*app2/su);
    const ways = page.locator(".codelens-decoration", { hasText: "app2: read with" });
    await ways.filter({ visible: true }).first().waitFor();
    await picture("4-table");
  },
};

/**
 * In a narrow window VS Code draws both sides in one column: what the comparison comes to is above its first line, whole.
 * @param {Page} page @param {readonly string[]} verdicts @param {() => Promise<void>} picture
 */
async function oneColumn(page, verdicts, picture) {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 1000, height: 860 });
  await page.locator(".monaco-diff-editor:not(.side-by-side)").first().waitFor();
  for (const verdict of verdicts) {
    const said = page.locator(".codelens-decoration", { hasText: verdict }).filter({ visible: true }).first();
    await said.waitFor();
    const [text, side] = await Promise.all([
      said.boundingBox(),
      page.locator(".monaco-diff-editor .editor.modified").boundingBox(),
    ]);
    assert.ok(text && side, "the verdict is not drawn");
    assert.ok(text.y - side.y < 30 && text.x + text.width < side.x + side.width, "the verdict is cut or not on top");
  }
  await picture();
  if (size !== null) await page.setViewportSize(size);
  await page.locator(".monaco-diff-editor.side-by-side").first().waitFor();
}
