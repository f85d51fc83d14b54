// @ts-check
// Shows Hostside at work: the walkthrough as it opens by itself, then sidebar, squiggle and side by side in one picture.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { checkout, tutorialFolder } from "./checkout.mjs";
import { openBrowser, openPage } from "./window/browser.mjs";
import * as workbench from "./window/workbench.mjs";

/**
 * Does in a window without a screen what a newcomer would do, and writes what it looks like: the walkthrough at first, the
 * tutorial at the end.
 * @param {import("./window/server.mjs").WindowServer} server
 * @param {string} file the PNG to write; that of the walkthrough lies beside it
 * @returns {Promise<string[]>} the files that were written
 */
export async function takeScreenshots(server, file) {
  const walkthrough = walkthroughPicture(file);
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  const browser = await openBrowser();
  try {
    const page = await openPage(browser);
    await page.goto(developmentAddress(server));
    try {
      await say("The workbench did not come up", () => workbench.workbenchReady(page));
      await say("The walkthrough did not open by itself", () => walkthroughIsOpen(page));
      await page.screenshot({ path: walkthrough });
      await closeWalkthrough(page);
      await play(page);
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const shown = file.replace(/(\.png)?$/, ".failed.png");
      await page.screenshot({ path: shown });
      throw new Error(`${what}\nWhat the window showed then: ${shown}`, { cause: error });
    }
    await page.screenshot({ path: file });
    return [file, walkthrough];
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

/**
 * Where the picture of the walkthrough lies, beside the one of this name.
 * @param {string} file
 */
export function walkthroughPicture(file) {
  return file.replace(/(\.png)?$/, ".walkthrough.png");
}

/** @param {import("playwright-core").Page} page */
async function walkthroughIsOpen(page) {
  await page.locator(".gettingStartedContainer .getting-started-step.expanded").first().waitFor();
  // Its picture is drawn in a page of its own.
  const picture = page.frameLocator("iframe.webview").frameLocator("iframe");
  await picture.locator("svg text", { hasText: "two network namespaces" }).waitFor();
}

/** @param {import("playwright-core").Page} page */
async function closeWalkthrough(page) {
  await workbench.runCommand(page, "View: Close Editor");
  await page.locator(".tab", { hasText: "Welcome" }).waitFor({ state: "detached" });
}

/** @param {import("playwright-core").Page} page */
async function play(page) {
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
