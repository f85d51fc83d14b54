// @ts-check
// What a person does in a VS Code window, as functions of its page.

/** @typedef {import("playwright-core").Page} Page */

/**
 * Does something again until it shows, as a person would in a window that is still busy.
 * @param {() => Promise<void>} act
 * @param {() => Promise<void>} shows throws while it does not
 */
export async function untilShown(act, shows) {
  for (let left = 10; ; left -= 1) {
    await act();
    try {
      await shows();
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

/**
 * Waits until the workbench has drawn its parts.
 * @param {Page} page
 */
export async function workbenchReady(page) {
  await page.locator(".monaco-workbench .part.statusbar .statusbar-item").first().waitFor({ timeout: 60_000 });
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60_000 });
}

/**
 * Opens a file by its name with Go to File.
 * @param {Page} page
 * @param {string} name
 */
export async function openFile(page, name) {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget .quick-input-box input").fill(name);
  const row = page.locator(".quick-input-list .monaco-list-row").filter({ hasText: name }).first();
  await row.waitFor();
  await page.keyboard.press("Enter");
  await page.locator(`.editor-group-container .tab[data-resource-name="${name}"]`).first().waitFor();
}

/**
 * Runs a command from the palette, by the title a person reads there. The palette lists what is known when it opens, so
 * in a young window it is opened again, as a person would do.
 * @param {Page} page
 * @param {string} title
 */
export async function runCommand(page, title) {
  await findCommand(page, title);
  await page.keyboard.press("Enter");
}

/**
 * Opens the palette and waits until it has a command.
 * @param {Page} page
 * @param {string} title
 */
export async function findCommand(page, title) {
  const row = page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first();
  const ask = async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget .quick-input-box input").fill(`>${title}`);
  };
  await untilShown(ask, () => row.waitFor({ timeout: 3_000 }));
}

/**
 * Clicks on the Docker Network icon of the activity bar.
 * @param {Page} page
 * @param {string} title what the window's language calls it
 */
export async function openDockerNetwork(page, title = "Docker Network") {
  const icon = page.locator(`.activitybar .action-label[aria-label^="${title}"]`).first();
  await icon.waitFor();
  if ((await icon.getAttribute("aria-expanded")) !== "true") await icon.click();
}

/**
 * Unfolds a view of the side bar.
 * @param {Page} page
 * @param {string} title
 */
export async function unfoldView(page, title) {
  const header = page.locator(".part.sidebar .pane-header", { hasText: title });
  await header.waitFor();
  if ((await header.getAttribute("aria-expanded")) !== "true") await header.click();
}

/**
 * A row of the Docker Network tree, by the name of its container.
 * @param {Page} page
 * @param {string} name
 */
export function treeRow(page, name) {
  return page.locator(".part.sidebar .pane-body .monaco-list-row").filter({
    has: page.locator(".label-name", { hasText: new RegExp(`^${name}$`) }),
  });
}

/**
 * Draws the side bar wider, by its edge.
 * @param {Page} page
 * @param {number} width
 */
export async function widenSideBar(page, width) {
  const bar = await page.locator(".part.sidebar").boundingBox();
  if (!bar) throw new Error("There is no side bar to widen.");
  const middle = bar.y + bar.height / 2;
  await page.mouse.move(bar.x + bar.width, middle);
  await page.mouse.down();
  await page.mouse.move(bar.x + width, middle, { steps: 5 });
  await page.mouse.up();
}

/**
 * The marks under the text of every open editor.
 * @param {Page} page
 */
export function squiggles(page) {
  return page.locator(".monaco-editor .cdr.squiggly-warning, .monaco-editor .cdr.squiggly-error");
}

/**
 * Chooses an entry of a row's context menu, or of a submenu of it.
 * @param {Page} page
 * @param {import("playwright-core").Locator} row
 * @param {string} entry
 * @param {string} [submenu]
 */
export async function chooseFromMenu(page, row, entry, submenu) {
  const above = page
    .locator(".monaco-menu .action-label", { hasText: submenu === undefined ? entry : exactly(submenu) })
    .first();
  const item = page.locator(".monaco-menu .action-label", { hasText: entry }).first();
  const visible = { state: /** @type {const} */ ("visible"), timeout: 3_000 };
  let tries = 0;
  let pressed = false;
  // A menu that has just opened does not take clicks yet, so that the click that opened it chooses nothing.
  await untilShown(
    async () => {
      tries += 1;
      pressed = false;
      // One that takes neither the pointer nor the key has lost the keyboard to something else.
      if (tries % 3 === 0) await page.keyboard.press("Escape");
      // A window that is still busy closes a menu by itself, or does not open it.
      if (!(await above.isVisible())) await row.click({ button: "right" });
      try {
        if (submenu !== undefined) {
          await above.waitFor(visible);
          await above.hover({ timeout: 5_000 });
        }
        await item.waitFor(visible);
        if (tries % 3 === 1) await item.click({ timeout: 5_000 });
        else {
          await item.hover({ timeout: 5_000 });
          await page.keyboard.press("Enter");
        }
        pressed = true;
      } catch {
        // It is opened anew at the next try.
      }
    },
    async () => {
      if (!pressed) throw new Error(`The menu with "${entry}" did not stay open.`);
      await item.waitFor({ state: "detached", timeout: 1_000 });
    },
  );
  // The pointer stands over another row now; its tooltip would hide the tree.
  await page.mouse.move(2, 2);
}

/** @param {string} text */
function exactly(text) {
  return new RegExp(`^${text.replaceAll(".", "\\.")}$`);
}

/**
 * Compares a container with the host, from its row's menu: again where the menu closed without doing so.
 * @param {Page} page
 * @param {string} container
 */
export async function compareWithHost(page, container) {
  const line = page.locator(".monaco-diff-editor .editor.original .view-line").first();
  await untilShown(
    () => chooseFromMenu(page, treeRow(page, container), "Compare ip addr with Host"),
    () => line.waitFor({ timeout: 10_000 }),
  );
}

/**
 * Both sides of the open diff editor, once they hold text.
 * @param {Page} page
 */
export async function diffSides(page) {
  const diff = page.locator(".monaco-diff-editor");
  const sides = { host: diff.locator(".editor.original"), container: diff.locator(".editor.modified") };
  for (const side of [sides.host, sides.container]) {
    // Of long documents only the lines in sight are drawn.
    await side.locator(".view-line", { hasText: "mtu" }).first().waitFor();
  }
  return sides;
}

/**
 * Chooses a colour theme as a person does, from the list.
 * @param {Page} page
 * @param {string} theme
 */
export async function chooseTheme(page, theme) {
  const picks = page.locator(".quick-input-list .monaco-list-row", { hasText: theme });
  await untilShown(
    async () => {
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+T");
    },
    () => page.locator(".quick-input-list .monaco-list-row", { hasText: "Modern" }).first().waitFor({ timeout: 3_000 }),
  );
  await page.locator(".quick-input-widget .quick-input-box input").fill(theme);
  await picks.first().waitFor();
  await page.keyboard.press("Enter");
  await picks.first().waitFor({ state: "hidden" });
}

/**
 * Waits until what fades in or out has done so: a picture in between shows half of it.
 * @param {Page} page
 */
export async function animationsEnd(page) {
  // As text: these scripts know no types of a browser.
  await page.waitForFunction(
    "document.getAnimations().every((each) => each.playState !== 'running' || each.effect?.getComputedTiming().iterations === Infinity)",
  );
}
