// @ts-check
import * as workbench from "../../scripts/window/workbench.mjs";

/** Nothing but the keyboard, in the light theme. @type {import("../../scripts/suites/look.mjs").Look} */
export const look = {
  title: "the palette alone does it all, in the light theme",
  settings: { "workbench.colorTheme": "Default Light Modern" },
  play: async (page, _socket, picture) => {
    await workbench.runCommand(page, "Hostside: Compare ip addr with Host");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "app2" }).waitFor();
    await picture("2-which-container");
    await page.keyboard.type("app1");
    await page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ hasNotText: "app1" })
      .first()
      .waitFor({ state: "hidden" });
    await page.keyboard.press("Enter");
    await workbench.diffSides(page);
    await picture("2-side-by-side");

    await workbench.runCommand(page, "Hostside: Show Logs");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "app3" }).waitFor();
    await page.keyboard.type("app3");
    await page.keyboard.press("Enter");
    await page.locator(".part.panel .view-line", { hasText: "Address already in use" }).first().waitFor();
    await picture("2-log-of-app3");

    await workbench.runCommand(page, "Hostside: Check Compose Files in Workspace");
    await page.locator(".part.panel", { hasText: "Docker discards published ports" }).waitFor();
    // A window that a driver may steer shows no toasts; what they say is in the notification center.
    await workbench.runCommand(page, "Notifications: Show Notifications");
    await page.locator(".notifications-center", { hasText: "Compose files checked: 2." }).waitFor();
    await picture("2-check-of-the-workspace");
    await page.keyboard.press("Escape");

    await workbench.openFile(page, "compose.yaml");
    // The mistake stands below what is in sight; the next problem leads there.
    const problem = page.locator(".marker-widget", { hasText: "Docker discards published ports" });
    await workbench.untilShown(
      () => page.keyboard.press("F8"),
      () => problem.waitFor({ timeout: 3_000 }),
    );
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget .monaco-list-row", { hasText: "Remove `ports` of app3" }).waitFor();
    await picture("2-quick-fix");
    await page.keyboard.press("Escape");
  },
};
