// @ts-check
import assert from "node:assert/strict";
import * as workbench from "../../scripts/window/workbench.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** How the views begin, and what of them is the same after a reload. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "Containers have most of the room, Networks begin folded, and folds outlive a reload",
  play: async (page, _socket, picture) => {
    await workbench.openDockerNetwork(page);
    await workbench.treeRow(page, "app1").waitFor();
    await header(page, "Networks").and(page.locator('[aria-expanded="false"]')).waitFor();
    const tops = ["Containers", "Host Ports", "Networks"].map((title) => header(page, title).boundingBox());
    const [containers, ports, networks] = (await Promise.all(tops)).map((box) => box?.y ?? 0);
    assert.ok(containers !== undefined && ports !== undefined && networks !== undefined);
    assert.ok(ports - containers > networks - ports && networks - ports > 100, `${containers}, ${ports}, ${networks}`);

    // Both ways: the group begins open, the container closed.
    await twistie(page, "app1").click();
    await page.locator(".part.sidebar .monaco-list-row", { hasText: "0.0.0.0:2000 -> 80/tcp" }).waitFor();
    await reload(page);
    await workbench.openDockerNetwork(page);
    await page.locator(".part.sidebar .monaco-list-row", { hasText: "0.0.0.0:2000 -> 80/tcp" }).waitFor();
    await picture("9-app1-is-open-after-a-reload");
    await twistie(page, "tutorial").click();
    await workbench.treeRow(page, "app1").waitFor({ state: "hidden" });
    await reload(page);
    await workbench.openDockerNetwork(page);
    const group = workbench.treeRow(page, "tutorial");
    await group.and(page.locator('[aria-expanded="false"]')).waitFor();
    assert.equal(await workbench.treeRow(page, "app1").count(), 0);
    await picture("9-tutorial-is-folded-after-a-reload");
  },
};

/** By VS Code's own command, which writes down first what is to be remembered. @param {Page} page */
async function reload(page) {
  await Promise.all([page.waitForEvent("load"), workbench.runCommand(page, "Developer: Reload Window")]);
}

/** @param {Page} page @param {string} title */
function header(page, title) {
  return page.locator(".part.sidebar .pane-header", { hasText: title });
}

/** @param {Page} page @param {string} name */
function twistie(page, name) {
  return workbench.treeRow(page, name).locator(".monaco-tl-twistie");
}
