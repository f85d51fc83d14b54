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
    // It is said once, in the first of the three views.
    const said = page.locator(".part.sidebar .welcome-view", { hasText: "In Restricted Mode" });
    await said.first().waitFor();
    if ((await said.filter({ visible: true }).count()) !== 1) throw new Error("Restricted Mode is not said once.");
    await picture("3-restricted-mode");
  },
};
