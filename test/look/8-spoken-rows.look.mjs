// @ts-check
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { checkout } from "../../scripts/checkout.mjs";
import { treeLines } from "../../scripts/window/treeLines.mjs";
import * as workbench from "../../scripts/window/workbench.mjs";
import { makeScenes } from "./sceneContainers.mjs";
import { makeSwarm } from "./swarmService.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../scripts/window/treeLines.mjs").TreeLine} TreeLine */

const themes = ["Dark Modern", "Light Modern", "Dark High Contrast", "Light High Contrast"];

/** Words for each state that a line tells by its icon. @type {Record<string, RegExp>} */
const wordsOfIcons = {
  error: /taken|failed|could not|exit|lost/iu,
  warning: /taken|lost|listen|needed|resolve|contested|\d\/\d/iu,
};

/** What is read out of each line of all views. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "every line of the views says aloud what it shows, and can be read at 200 and 300 px in four themes",
  play: async (page, socket, picture) => {
    const scenes = await makeScenes(socket);
    const swarm = await makeSwarm(socket);
    const size = page.viewportSize();
    try {
      await workbench.openDockerNetwork(page);
      await workbench.widenSideBar(page, 420);
      await workbench.unfoldView(page, "Networks");
      // Lines out of sight are not drawn.
      await page.setViewportSize({ width: 1440, height: 3_200 });
      const row = (/** @type {string} */ name) => workbench.treeRow(page, name);
      for (const [name, text] of scenes.said) {
        await row(name).locator(".label-description", { hasText: text }).waitFor({ timeout: 30_000 });
      }
      const opened = [
        ...[...scenes.said.map(([name]) => name), "app1", "2000/tcp", swarm.service],
        ...["hostside…_back"],
      ];
      // Nobody has pointed at it, and it is known what it listens on.
      await row("app2")
        .locator(".label-description", { hasText: /^host :80$/u })
        .waitFor();
      for (const name of opened) await unfold(page, row(name).first());
      await page.getByRole("treeitem", { name: `Task ${swarm.service}.1, running` }).waitFor();
      const lines = await treeLines(page);
      await writeFile(path.join(checkout, "out", "accessible-lines.txt"), lines.map(toText).join(""));
      await picture("8-every-line");
      assert.deepEqual(lines.flatMap(unsaid), []);
      const views = new Map(["Containers", "Host Ports", "Networks"].map((view) => [view, countIn(lines, view)]));
      assert.ok(
        [...views.values()].every((count) => count >= 6),
        JSON.stringify([...views]),
      );
      if (size) await page.setViewportSize({ ...size, height: 2_200 });
      for (const theme of themes) {
        await workbench.chooseTheme(page, theme);
        for (const width of [300, 200]) {
          await workbench.widenSideBar(page, width);
          await page.mouse.move(2, 2);
          await picture(`8-views-${theme.toLowerCase().replaceAll(" ", "-")}-${width}`);
        }
      }
    } finally {
      await swarm.remove();
      await scenes.remove();
    }
  },
};

/** @param {Page} page @param {import("playwright-core").Locator} row */
async function unfold(page, row) {
  await workbench.untilShown(
    () => row.click(),
    () => row.and(page.locator('[aria-expanded="true"]')).waitFor({ timeout: 3_000 }),
  );
}

/** @param {readonly TreeLine[]} lines @param {string} view */
function countIn(lines, view) {
  return lines.filter((line) => line.view === view).length;
}

/** @param {TreeLine} line */
function toText({ view, level, expanded, said }) {
  const fold = expanded === undefined ? "" : expanded ? "open" : "closed";
  return [view, level, fold, said].join("\t") + "\n";
}

/** What is seen of a line and not said. @param {TreeLine} line @returns {string[]} */
function unsaid({ seen, icon, unfolded, said, level, expanded }) {
  const spoken = said.toLowerCase();
  const words = seen.toLowerCase().split(/[\s…]+/u);
  const missing = words.map((word) => word.replace(/[,:.]$/u, "")).filter((word) => !spoken.includes(word));
  const state = wordsOfIcons[icon];
  if (state !== undefined && !state.test(said)) missing.push(`the icon ${icon}`);
  if (level === undefined) missing.push("its level");
  if (expanded !== unfolded) missing.push(`that it is ${unfolded === true ? "open" : "closed"}`);
  return missing.map((word) => `${word} is not in: ${said}`);
}
