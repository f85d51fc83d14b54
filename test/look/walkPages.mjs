// @ts-check
// The walkthrough about host networking in a window, used with the pointer. Nothing here presses Escape: on the page of a
// walkthrough it leads back to VS Code's overview, where the steps do nothing.
import * as workbench from "../../scripts/window/workbench.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** A machine under load is slow; what is waited for comes, or is broken. */
export const patience = 90_000;

/** The command that opens it. */
export const openTitle = "Hostside: Open the Walkthrough: Docker Host Networking";

/** The page of the walkthrough: its steps, and what their buttons show. */
export class Walk {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(patience);
  }

  /** @param {string} id */
  step(id) {
    return this.page.locator(`[data-step-id="hostside.hostside#host-networking#${id}"]`);
  }

  /** Opens it from the palette. */
  async open() {
    await this.leave();
    await workbench.runCommand(this.page, openTitle);
    await this.shown();
  }

  /** Waits until its steps are there to be used. */
  async shown() {
    await this.page.locator(".gettingStartedContainer .gettingStarted.showDetails").waitFor();
    await this.step("what-it-is").waitFor();
  }

  /** Opens everything anew; the walkthrough comes back by itself. */
  async reload() {
    await this.leave();
    await Promise.all([this.page.waitForEvent("load"), workbench.runCommand(this.page, "Developer: Reload Window")]);
    await workbench.workbenchReady(this.page);
    await this.shown();
  }

  /** Gives the keyboard to the Explorer, which does nothing with the Escape that a palette is opened with. */
  async leave() {
    await this.page.locator(".explorer-folders-view .monaco-list").focus();
  }

  /** Unfolds a step. @param {string} id */
  async select(id) {
    const step = this.step(id);
    if ((await step.getAttribute("aria-expanded")) === "true") return;
    await step.locator(".step-title").click();
    await this.unfolded(id).waitFor();
  }

  /** The step once it is unfolded. @param {string} id */
  unfolded(id) {
    return this.step(id).and(this.page.locator('[aria-expanded="true"]'));
  }

  /** @param {string} id the step @param {string} label */
  async press(id, label) {
    await this.shown();
    await this.select(id);
    await this.step(id).getByRole("button", { name: label, exact: true }).click();
  }

  /** Waits until VS Code checks the step off. @param {string} id */
  async complete(id) {
    await this.step(id).locator(".codicon-getting-started-step-checked").waitFor();
  }

  /** Waits for the picture beside the step that is unfolded. */
  async drawn() {
    await this.page.frameLocator("iframe.webview.ready:visible").frameLocator("#active-frame").locator("svg").waitFor();
  }

  /** Waits for a tab that a button has opened. @param {string | RegExp} name */
  async tab(name) {
    await this.page.locator(".tab.active", { hasText: name }).waitFor();
  }

  /** Waits for a page of Hostside's, and for its text. @param {string} name */
  async text(name) {
    await this.tab(`Preview ${name}.md`);
    await this.page.frameLocator("iframe.webview.ready:visible").frameLocator("#active-frame").locator("h1").waitFor();
  }

  /** Waits for a comparison, and for its text on both sides. @param {string} name */
  async comparison(name) {
    await this.tab(name);
    const diff = this.page.locator(".monaco-diff-editor");
    for (const side of ["original", "modified"]) await diff.locator(`.editor.${side} .view-line`).first().waitFor();
  }

  /** Goes back from another tab. */
  async back() {
    await this.page.locator(".tab", { hasText: "Welcome" }).click();
    await this.tab("Welcome");
    await this.shown();
  }

  /** A question that stands before everything else. @param {string} text */
  question(text) {
    return this.page.locator(".monaco-dialog-box", { hasText: text });
  }

  /** Agrees to the port that is offered. */
  async usePort() {
    await this.page.locator(".monaco-dialog-box .monaco-button", { hasText: /^Use Port \d+$/ }).click();
    await this.page.locator(".monaco-dialog-box").waitFor({ state: "detached" });
  }

  /**
   * Shows what was said behind the bell of the status bar: a window that a driver may steer does not show it by itself.
   * @param {string} text
   */
  async said(text) {
    const center = this.page.locator(".notifications-center.visible");
    const item = center.locator(".notification-list-item", { hasText: text }).first();
    await workbench.untilShown(
      async () => {
        // Before anything is said there is nothing to open; and it closes when the last message in it goes by itself.
        if (!(await center.isVisible()))
          await this.page.locator('[id="status.notifications"] .codicon-bell-dot').click();
      },
      () => item.waitFor({ timeout: 5_000 }),
    );
  }

  /** Takes away what was said. */
  async closeMessages() {
    const center = this.page.locator(".notifications-center.visible");
    await center.locator(".codicon-notifications-clear-all").click();
    await center.waitFor({ state: "detached" });
  }
}
