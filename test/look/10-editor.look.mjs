// @ts-check
import assert from "node:assert/strict";
import * as editor from "../../scripts/window/composeEditor.mjs";
import * as workbench from "../../scripts/window/workbench.mjs";

/** @typedef {import("playwright-core").Page} Page */

const compose = `services:
  proxy:
    image: nginx
    network_mode: host
    ports:
      - "8080:80"
    environment:
      UPSTREAM: http://api:3000
  api:
    image: node:22
    networks: [front, back]
    ports:
      - "127.0.0.1:38475:3000"
      - "\${DEBUG_PORT}:9229"
    environment:
      DATABASE_URL: postgres://db:5432/shop
    depends_on:
      - db
  db:
    image: postgres:17
    networks: [back]
  mail:
    image: axllent/mailpit
    ports:
      - "8025"
networks:
  front:
  back:
`;

/** A Compose file as one works in it. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "a Compose file has lenses, hints, hovers, completion and previews that can be read, in four themes",
  // What is typed here is taken back.
  settings: { "files.autoSave": "off" },
  files: { "compose.yaml": compose, ".env": "DEBUG_PORT=9229\n" },
  play: async (page, _socket, save) => {
    const picture = async (/** @type {string} */ name) => {
      await workbench.animationsEnd(page);
      await save(name);
    };
    await workbench.openFile(page, "compose.yaml");
    await workbench.squiggles(page).first().waitFor();
    await editor.lens(page, "networks front, back, 127.0.0.1:38475->3000, 9229->9229").waitFor();
    await editor.lens(page, "default network, a free port->8025").waitFor();
    for (const hint of ["listens on 80", "9229:9229"]) await editor.line(page, hint).first().waitFor();
    // What the line above a service says stands nowhere else.
    assert.equal(await editor.line(page, "default network").count(), 0);
    for (const theme of ["Dark Modern", "Light Modern", "Dark High Contrast", "Light High Contrast"]) {
      await workbench.chooseTheme(page, theme);
      await page.mouse.move(2, 2);
      await picture(`10-file-${theme.toLowerCase().replaceAll(" ", "-")}`);
    }
    await workbench.chooseTheme(page, "Dark Modern");
    await hovers(page, picture);
    await completion(page, picture);
    await renamePreview(page, picture);
    await movePreview(page, picture);
  },
};

/** @param {Page} page @param {(name: string) => Promise<void>} picture */
async function hovers(page, picture) {
  for (const [where, word, says, name] of /** @type {const} */ ([
    ["UPSTREAM", "api", "Does not resolve.", "a-host-name"],
    ["127.0.0.1:38475", "38475", "for this host alone", "a-port"],
    ["network_mode", "host", "network namespace", "a-mode"],
  ])) {
    const hover = await editor.hoverOver(page, { where, word, says });
    await picture(`10-hover-of-${name}`);
    await page.mouse.move(2, 2);
    await hover.waitFor({ state: "hidden" });
  }
}

/** @param {Page} page @param {(name: string) => Promise<void>} picture */
async function completion(page, picture) {
  await page.mouse.click(...(await editor.placeOf(page, "postgres://db", "5432")));
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("CACHE: redis://");
  const offers = page.locator(".suggest-widget .monaco-list-row");
  await workbench.untilShown(
    () => page.keyboard.press("Control+Space"),
    () => offers.filter({ hasText: "db" }).first().waitFor({ timeout: 5_000 }),
  );
  await picture("10-completion-of-a-host");
  await page.keyboard.press("Escape");
  await workbench.untilShown(
    () => workbench.runCommand(page, "File: Revert File"),
    () => editor.line(page, "CACHE").waitFor({ state: "detached", timeout: 5_000 }),
  );
}

/** @param {Page} page @param {(name: string) => Promise<void>} picture */
async function renamePreview(page, picture) {
  await page.mouse.click(...(await editor.placeOf(page, "db:", "db")));
  const box = page.locator(".rename-box input");
  await workbench.untilShown(
    () => page.keyboard.press("F2"),
    () => box.waitFor({ timeout: 5_000 }),
  );
  await box.fill("database");
  await picture("10-rename-is-asked");
  await page.keyboard.press("Control+Enter");
  await previewed(page, picture, "10-rename-preview");
}

/** @param {Page} page @param {(name: string) => Promise<void>} picture */
async function movePreview(page, picture) {
  const move = editor.lens(page, "networks front, back").getByText("Move to the host network");
  const picks = page.locator(".quick-input-list .monaco-list-row", { hasText: "Look at the changes first" });
  await workbench.untilShown(
    () => move.click(),
    () => picks.waitFor({ timeout: 5_000 }),
  );
  await picture("10-move-is-asked");
  await picks.click();
  await previewed(page, picture, "10-move-preview");
}

/** @param {Page} page @param {(name: string) => Promise<void>} picture @param {string} name */
async function previewed(page, picture, name) {
  const panel = page.locator(".bulk-edit-panel");
  await panel.locator(".monaco-list-row").nth(2).waitFor();
  await picture(name);
  await panel.getByRole("button", { name: "Discard" }).click();
  await panel.locator(".monaco-list-row").first().waitFor({ state: "hidden" });
}
