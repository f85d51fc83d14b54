// @ts-check
import assert from "node:assert/strict";
import * as workbench from "../../scripts/window/workbench.mjs";
import { makeScenes } from "./sceneContainers.mjs";

const themes = ["Dark Modern", "Light Modern", "Dark High Contrast", "Light High Contrast"];

/** The seven scenes of trouble at once: each line says its cause. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "the scenes of trouble A to G are told on their lines, in four themes and at 200, 300 and 420 px",
  play: async (page, socket, picture) => {
    const { said, remove } = await makeScenes(socket);
    try {
      await workbench.openDockerNetwork(page);
      await workbench.widenSideBar(page, 420);
      for (const [name, text] of said) {
        const description = workbench.treeRow(page, name).locator(".label-description", { hasText: text });
        await description.waitFor({ timeout: 30_000 });
        // What is wrong comes first, so that it is what is left at 200 px.
        assert.ok((await description.innerText()).replaceAll("\u00a0", " ").startsWith(text), name);
      }
      await picture("7-scenes-dark-modern-420");
      await workbench.widenSideBar(page, 200);
      await picture("7-scenes-dark-modern-200");
      await workbench.widenSideBar(page, 300);
      for (const theme of themes) {
        await workbench.chooseTheme(page, theme);
        await page.mouse.move(2, 2);
        await picture(`7-scenes-${theme.toLowerCase().replaceAll(" ", "-")}-300`);
      }
    } finally {
      await remove();
    }
  },
};
