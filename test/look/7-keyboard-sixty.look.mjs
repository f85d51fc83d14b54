// @ts-check
import assert from "node:assert/strict";
import { Keyboard } from "../../scripts/window/keyboard.mjs";
import { Projects } from "./sixtyContainers.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {(name: string) => Promise<void>} Picture */

/** Nothing but keys, with sixty containers. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "one of sixty containers is found, acted on and compared by keys alone, and all views are filtered",
  play: async (page, socket, picture) => {
    const projects = new Projects(socket);
    try {
      await projects.startMany();
      await useKeys(page, picture);
    } finally {
      await projects.remove();
    }
  },
};

/** @param {Page} page @param {Picture} picture */
async function useKeys(page, picture) {
  const keys = new Keyboard(page);
  // From a fresh window to the one container of sixty that has a problem, and to what can be done about it.
  await keys.run("next problem", "Hostside: Go to Next Problem");
  await keys.isOn(/^Container app3, port 80 is taken by app2, /u, { level: "2", expanded: "true" });
  const found = keys.pressed;
  await page.locator(".part.sidebar .monaco-list-row", { hasText: "It exited because port 80 is in use" }).waitFor();
  await keys.press("ArrowDown");
  await keys.isOn(/^Problem: It exited because port 80 is in use\. app2 has that port now/u);
  await picture("7-problem-by-keys");
  await keys.chooseFirst("Reveal the Cause");
  await keys.isOn(/^Container app2, running, network mode host/u, { within: "Containers" });
  const acted = keys.pressed;

  // The comparison of that line, and back to it.
  await keys.chooseFirst("Compare ip addr with Host");
  await page.locator(".tab", { hasText: "shares the host's network namespace" }).waitFor();
  await page
    .locator(".monaco-diff-editor .editor.modified.focused, .monaco-diff-editor .editor.modified .focused")
    .first()
    .waitFor();
  const compared = keys.pressed;
  await keys.press("Control+0");
  await keys.isOn(/^Container app2, /u, { within: "Containers" });

  // All three views follow while a filter is typed, and the keyboard comes back to the lines.
  const filtered = (/** @type {string} */ view, /** @type {string} */ text) =>
    page.getByRole("tree", { name: view }).getByText(text, { exact: true }).first();
  await keys.run("networks view", "Docker Network: Focus on Networks View");
  await keys.isOn(/./u, { within: "Networks" });
  await keys.press("Control+F");
  await keys.isOn(/^Empty shows all containers/u);
  await keys.type("shop");
  await page
    .getByRole("tree", { name: "Containers" })
    .getByText("auth", { exact: true })
    .waitFor({ state: "detached" });
  await filtered("Networks", "shop_default").waitFor();
  // An engine may choose another port for IPv6, which is a line of its own.
  await filtered("Host Ports", "shop-web-2 -> 80").waitFor();
  await picture("7-filter-by-keys");
  await keys.press("Enter");
  await keys.first(/^Network shop_default, driver bridge, 9 containers, /u, { within: "Networks" });
  await keys.run("containers view", "Docker Network: Focus on Containers View");
  await keys.isOn(/./u, { within: "Containers" });
  await keys.first(/^Compose project shop, 9 containers$/u, { expanded: "true" });
  const member = filtered("Containers", "jobs");
  await keys.press("ArrowLeft");
  await keys.isOn(/^Compose project shop, /u, { expanded: "false" });
  await member.waitFor({ state: "detached" });
  await keys.press("ArrowRight");
  await keys.isOn(/^Compose project shop, /u, { expanded: "true" });
  await member.waitFor();
  await keys.press("ArrowDown");
  await keys.isOn(/^Container api, running, network mode shop_default [\d.]+$/u, { level: "2" });
  await keys.press("Escape");
  await filtered("Containers", "auth").waitFor();
  await keys.press("Control+F");
  await keys.isOn(/^Empty shows all containers/u);
  await keys.type("nowhere to be found");
  for (const view of ["Containers", "Host Ports", "Networks"]) {
    await page.getByRole("tree", { name: view }).getByText("Nothing matches the filter nowhere to be found").waitFor();
  }
  await keys.press("Escape");
  await filtered("Containers", "auth").waitFor();

  // Who has a port; Enter leads to its line.
  await keys.run("has this port", "Hostside: Who Has This Port?");
  await keys.isOn(/^\d+\/tcp, /u);
  await keys.type("2000");
  await keys.isOn(/^2000\/tcp, app1 -> 80/u);
  await keys.press("Enter");
  await keys.isOn(/^Port 2000\/tcp, app1 -> 80/u, { within: "Host Ports", expanded: "true" });
  await picture("7-port-by-keys");
  // From any view on to what is wrong.
  await keys.press("F8");
  await keys.isOn(/^Container app3, /u, { within: "Containers" });
  console.log(
    `  Keys pressed: ${found} to the problem, ${acted - found} more to its cause, ${compared - acted} to the comparison.`,
  );
  assert.ok(found <= 15 && acted - found <= 4 && compared - acted <= 3, "it takes more keys than it did");
}
