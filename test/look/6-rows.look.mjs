// @ts-check
import assert from "node:assert/strict";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import * as workbench from "../../scripts/window/workbench.mjs";

/** @typedef {import("playwright-core").Page} Page */

const themes = ["Dark Modern", "Light Modern", "Dark High Contrast", "Light High Contrast"];
const widths = [200, 300, 420];
const project = "hostside-look-shop";

/** Rows in trouble, at three widths and in four themes. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "rows say what matters at 200, 300 and 420 px, in four themes, and their menus are short",
  play: async (page, socket, picture) => {
    const remove = await makeShop(socket);
    try {
      await workbench.openDockerNetwork(page);
      await workbench.widenSideBar(page, 420);
      const row = (/** @type {string} */ name) => workbench.treeRow(page, name);
      const failed = row("web").locator(".label-description", { hasText: "port 2000 is taken by app1" });
      await failed.waitFor({ timeout: 30_000 });
      await row("sidecar").locator(".label-description", { hasText: "has lost its network" }).waitFor();
      // Names differ, and what is wrong comes first: that is what is left of a row at 200 and 300 px.
      for (const name of ["api", "api 2", "web", "sidecar"]) await row(name).waitFor();
      assert.match(await row("web").locator(".label-description").innerText(), /^port 2000 is taken by app1/u);
      const said = await row("web").getAttribute("aria-label");
      assert.match(said ?? "", /^Container web, port 2000 is taken by app1, .*network mode/u);
      await menuOf(page, row("api"), picture);
      for (const theme of themes) {
        await workbench.chooseTheme(page, theme);
        for (const width of widths) {
          await workbench.widenSideBar(page, width);
          await row("web").click();
          await page.mouse.move(2, 2);
          await picture(`6-rows-${theme.toLowerCase().replaceAll(" ", "-")}-${width}`);
        }
        await workbench.widenSideBar(page, 420);
      }
    } finally {
      await remove();
    }
  },
};

/** @param {Page} page @param {import("playwright-core").Locator} row @param {(name: string) => Promise<void>} picture */
async function menuOf(page, row, picture) {
  const entries = page.locator(".monaco-menu .action-item:not(.disabled) .action-menu-item");
  await workbench.untilShown(
    () => row.click({ button: "right" }),
    () => entries.first().waitFor({ timeout: 3_000 }),
  );
  const count = await entries.count();
  assert.ok(count > 3 && count <= 9, `${count} entries`);
  await picture("6-menu-of-a-container");
  await page.keyboard.press("Escape");
  await entries.first().waitFor({ state: "detached" });
}

/**
 * A project with two containers of one service, one that lost its port to app1, and one that has lost its network.
 * @param {string} socket
 */
async function makeShop(socket) {
  /** @type {string[]} */
  const ids = [];
  const network = `${project}_default`;
  await callEngineJson(socket, "/networks/create", { method: "POST", json: { Name: network } });
  /** @param {string} name @param {string} service @param {object} host @param {object} [more] */
  const make = async (name, service, host, more = {}) => {
    const made = await callEngineJson(socket, `/containers/create?name=${name}`, {
      method: "POST",
      json: {
        Image: "busybox:latest",
        Cmd: ["httpd", "-f", "-p", "80"],
        Labels: { "com.docker.compose.project": project, "com.docker.compose.service": service },
        HostConfig: host,
        ...more,
      },
    });
    const { Id } = /** @type {{ Id: string }} */ (made);
    ids.push(Id);
    return Id;
  };
  const start = (/** @type {string} */ id) => callEngine(socket, `/containers/${id}/start`, { method: "POST" });
  const own = { NetworkMode: network };
  await start(await make(`${project}-api-1`, "api", own));
  const owner = await make(`${project}-api-2`, "api", own);
  await start(owner);
  await start(
    await make(`${project}-sidecar-1`, "sidecar", { NetworkMode: `container:${owner}` }, { Cmd: ["sleep", "600"] }),
  );
  const publish = { ...own, PortBindings: { "80/tcp": [{ HostPort: "2000" }] } };
  const web = await make(`${project}-web-1`, "web", publish, { ExposedPorts: { "80/tcp": {} } });
  await start(web).catch(() => undefined);
  await callEngine(socket, `/containers/${owner}/restart?t=0`, { method: "POST" });
  return async () => {
    for (const id of ids) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
    await callEngine(socket, `/networks/${network}`, { method: "DELETE" });
  };
}
