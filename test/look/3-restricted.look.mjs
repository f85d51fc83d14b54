// @ts-check
import * as workbench from "../../scripts/window/workbench.mjs";

/** A workspace that nobody has trusted yet. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "a workspace that is not trusted is linted, and the view says what trust is needed for",
  settings: { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" },
  play: async (page, _socket, picture) => {
    await workbench.openFile(page, "compose.yaml");
    await workbench.squiggles(page).first().waitFor();
    await workbench.openDockerNetwork(page);
    // Each of the three views says it.
    await page.locator(".part.sidebar .welcome-view", { hasText: "In Restricted Mode" }).nth(2).waitFor();
    await picture("3-restricted-mode");
  },
};
