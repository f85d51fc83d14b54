// @ts-check
import assert from "node:assert/strict";
import { callEngine } from "../../scripts/engine/http.mjs";
import * as workbench from "../../scripts/window/workbench.mjs";

/** The way of a newcomer: activity bar, tree, squiggle, context menu, side by side. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "a newcomer finds the containers, the squiggle and the side by side",
  play: async (page, socket, picture) => {
    await workbench.openFile(page, "compose.yaml");
    await workbench.openDockerNetwork(page);
    await workbench.widenSideBar(page, 420);
    for (const name of ["app1", "app2", "app3"]) await workbench.treeRow(page, name).waitFor();
    await workbench.squiggles(page).first().waitFor();
    await workbench.treeRow(page, "app1").locator(".monaco-tl-twistie").click();
    await page.locator(".part.sidebar .monaco-list-row", { hasText: "0.0.0.0:2000 -> 80/tcp" }).waitFor();
    await picture("1-tree-and-squiggle");

    const tooltip = page.locator(".monaco-hover", { hasText: "port 80 is in use" });
    await workbench.untilShown(
      async () => {
        await page.mouse.move(2, 2);
        await workbench.treeRow(page, "app3").hover();
      },
      () => tooltip.waitFor({ timeout: 8_000 }),
    );
    await picture("1-why-app3-exited");
    await page.mouse.move(2, 2);
    await tooltip.waitFor({ state: "hidden" });

    await page.locator(".view-line", { hasText: "8080:80" }).getByText("8080:80").hover();
    await page.locator(".monaco-hover", { hasText: "Docker discards published ports" }).waitFor();
    await picture("1-hover-of-the-squiggle");
    await page.keyboard.press("Escape");

    await workbench.compareWithHost(page, "app1");
    await workbench.diffSides(page);
    await picture("1-side-by-side-of-app1");
    await workbench.chooseFromMenu(page, workbench.treeRow(page, "app2"), "Compare ip addr with Host");
    await page.locator(".tab", { hasText: "shares the host's network namespace" }).waitFor();
    const sides = await workbench.diffSides(page);
    // The lines of the two documents alone: what stands above them (the verdict, the links) is not the same on both.
    const linesOf = (/** @type {import("playwright-core").Locator} */ side) =>
      side.locator(".view-lines .view-line").allInnerTexts();
    const [host, container] = await Promise.all([linesOf(sides.host), linesOf(sides.container)]);
    assert.deepEqual(container.toSorted(), host.toSorted());
    await picture("1-side-by-side-of-app2");

    await callEngine(socket, "/containers/app1/stop?t=0", { method: "POST" });
    await workbench.treeRow(page, "app1").waitFor({ state: "hidden" });
    await callEngine(socket, "/containers/app1/start", { method: "POST" });
    await workbench.treeRow(page, "app1").waitFor();
    await picture("1-app1-is-back");
  },
};
