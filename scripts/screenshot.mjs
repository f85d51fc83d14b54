// @ts-check
// Shows Hostside at work in one picture: sidebar, squiggle and side by side.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { checkout, tutorialFolder } from "./checkout.mjs";
import { openBrowser, openPage } from "./window/browser.mjs";
import * as workbench from "./window/workbench.mjs";

/**
 * Does in a window without a screen what a newcomer would do, and writes what it looks like then.
 * @param {import("./window/server.mjs").WindowServer} server
 * @param {string} file the PNG to write
 */
export async function takeScreenshot(server, file) {
  const browser = await openBrowser();
  try {
    const page = await openPage(browser);
    await page.goto(developmentAddress(server));
    try {
      await play(page);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const shown = file.replace(/(\.png)?$/, ".failed.png");
      await page.screenshot({ path: shown });
      throw new Error(`${what}\nWhat the window showed then: ${shown}`, { cause: error });
    }
    await mkdir(path.dirname(path.resolve(file)), { recursive: true });
    await page.screenshot({ path: file });
  } finally {
    await browser.close();
  }
}

/**
 * The address of a window on the tutorial with this checkout's extension in it.
 * @param {import("./window/server.mjs").WindowServer} server
 */
export function developmentAddress(server) {
  return server.address(tutorialFolder, [
    ["extensionDevelopmentPath", `vscode-remote://${server.authority}${checkout}`],
  ]);
}

/** @param {import("playwright-core").Page} page */
async function play(page) {
  await say("The workbench did not come up", () => workbench.workbenchReady(page));
  await say("compose.yaml did not open", () => workbench.openFile(page, "compose.yaml"));
  await say("The sidebar did not show app1, app2 and app3", async () => {
    await workbench.openDockerNetwork(page);
    for (const name of ["app1", "app2", "app3"]) await workbench.treeRow(page, name).waitFor();
  });
  await say("No squiggle appeared in compose.yaml", () => workbench.squiggles(page).first().waitFor());
  await workbench.widenSideBar(page, 420);
  // The last service, app3, is the one with the squiggle. It stays in sight above; the comparison goes below it.
  await workbench.runCommand(page, "View: Split Editor Down");
  const groups = page.locator(".editor-group-container");
  await groups.nth(1).locator(".view-line").first().waitFor();
  await groups.nth(0).locator(".view-line").first().click();
  await page.keyboard.press("Control+End");
  await groups.nth(1).locator(".view-line").first().click();
  await say("The side by side of app1 did not open", async () => {
    await workbench.compareWithHost(page, "app1");
    await workbench.diffSides(page);
    const verdict = page.locator(".codelens-decoration", { hasText: "Own namespace: eth0 " });
    await verdict.filter({ visible: true }).first().waitFor();
    const reading = page.locator(".statusbar-item", { hasText: "Reading network namespaces" });
    await reading.first().waitFor({ state: "detached" });
  });
  await say("The squiggle did not stay in sight", () => workbench.squiggles(page).first().waitFor());
}

/**
 * Turns a time-out of the page into a sentence about what the person would miss.
 * @param {string} sentence
 * @param {() => Promise<void>} work
 */
async function say(sentence, work) {
  try {
    await work();
  } catch (error) {
    throw new Error(`${sentence}.`, { cause: error });
  }
}
