// @ts-check
import assert from "node:assert/strict";
import { callEngine, EngineError } from "../../scripts/engine/http.mjs";
import * as workbench from "../../scripts/window/workbench.mjs";

const doomed = "hostside-look-doomed";

/** What asks before it acts: which engines to show, and whether a container may go. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "contexts say what they answer, several engines are roots, and nothing is removed unasked",
  contexts: { nowhere: "unix:///nowhere/docker.sock" },
  play: async (page, socket, picture) => {
    await workbench.openDockerNetwork(page);
    await workbench.widenSideBar(page, 380);
    await workbench.treeRow(page, "app1").waitFor();

    await workbench.runCommand(page, "Hostside: Select Docker Context");
    const context = (/** @type {string} */ name, /** @type {string} */ answer) =>
      page.locator(".quick-input-list .monaco-list-row", { hasText: name }).filter({ hasText: answer });
    await context("default", "Answers: Docker ").waitFor();
    await context("nowhere", "No Docker engine answers").waitFor();
    for (const name of ["default", "nowhere"]) await context(name, "").locator(".quick-input-list-label").click();
    await picture("5-contexts");
    await page.keyboard.press("Enter");
    for (const view of ["Containers", "Host Ports", "Networks"]) {
      // Networks starts folded; unfolded it takes the room in which the last lines of Host Ports are drawn.
      await workbench.unfoldView(page, view);
      const tree = page.getByRole("tree", { name: view });
      await tree.getByRole("treeitem", { name: /^Docker engine unix:.*docker\.sock, \d+\./ }).waitFor();
      await tree.getByRole("treeitem", { name: "Docker engine nowhere, not running" }).waitFor();
      await tree.getByText("No Docker engine answers at unix:///nowhere/docker.sock").waitFor();
    }
    await workbench.treeRow(page, "app1").waitFor();
    await picture("5-two-engines");

    await removeDoomed(socket);
    await callEngine(socket, `/containers/create?name=${doomed}`, { method: "POST", json: { Image: "nginx:alpine" } });
    try {
      await callEngine(socket, `/containers/${doomed}/start`, { method: "POST" });
      const question = page.locator(".monaco-dialog-box", { hasText: `Stop and remove ${doomed}?` });
      const answer = async (/** @type {string} */ word) => {
        await workbench.chooseFromMenu(page, workbench.treeRow(page, doomed), "Remove Container...", "Lifecycle");
        await question.waitFor();
        await picture("5-removes-after-a-question");
        await question.locator(".monaco-button", { hasText: word }).click();
        await question.waitFor({ state: "detached" });
      };
      await answer("Cancel");
      await callEngine(socket, `/containers/${doomed}/json`);
      await answer("Remove");
      await workbench.treeRow(page, doomed).waitFor({ state: "hidden" });
      await assert.rejects(callEngine(socket, `/containers/${doomed}/json`), { status: 404 });
    } finally {
      await removeDoomed(socket);
    }
  },
};

/** @param {string} socket */
async function removeDoomed(socket) {
  try {
    await callEngine(socket, `/containers/${doomed}?force=1`, { method: "DELETE" });
  } catch (error) {
    if (!(error instanceof EngineError) || error.status !== 404) throw error;
  }
}
