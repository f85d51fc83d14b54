// @ts-check
// The walkthrough about host networking in a window: its steps, their buttons, and what an engine has meanwhile.
import { setTimeout as wait } from "node:timers/promises";
import { callEngineJson, EngineError } from "../../scripts/engine/http.mjs";
import * as workbench from "../../scripts/window/workbench.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** A machine under load is slow; what is waited for comes, or is broken. */
const patience = 60_000;

/** The command that opens it. */
const openTitle = "Hostside: Open the Walkthrough: Docker Host Networking";

/** The page of the walkthrough, used with the pointer. */
export class Walk {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** @param {string} id */
  step(id) {
    return this.page.locator(`[data-step-id="hostside.hostside#host-networking#${id}"]`);
  }

  /** Opens it from the palette. */
  async open() {
    await workbench.runCommand(this.page, openTitle);
    await this.page.locator(".gettingStartedContainer .gettingStarted.showDetails").waitFor();
    await this.step("what-it-is").waitFor();
  }

  /** Unfolds a step. @param {string} id */
  async select(id) {
    const step = this.step(id);
    if ((await step.getAttribute("aria-expanded")) === "true") return;
    await step.locator(".step-title").click();
    await step.and(this.page.locator('[aria-expanded="true"]')).waitFor();
  }

  /** @param {string} id the step @param {string} label */
  async press(id, label) {
    await this.select(id);
    await this.step(id).getByRole("button", { name: label, exact: true }).click();
  }

  /** Waits until VS Code checks the step off. @param {string} id */
  async complete(id) {
    await this.step(id).locator(".codicon-getting-started-step-checked").waitFor({ timeout: patience });
  }

  /** Waits for a tab that a button has opened, and for what it shows. @param {string | RegExp} name */
  async tab(name) {
    await this.page.locator(".tab.active", { hasText: name }).waitFor({ timeout: patience });
  }

  /** Goes back from another tab. */
  async back() {
    await this.page.locator(".tab", { hasText: "Welcome" }).click();
    await this.tab("Welcome");
  }

  /** A question that stands before everything else. @param {string} text */
  question(text) {
    return this.page.locator(".monaco-dialog-box", { hasText: text });
  }

  /** Shows what was said, which a window that a driver may steer does not show by itself. @param {string} text */
  async said(text) {
    await workbench.runCommand(this.page, "Notifications: Show Notifications");
    await this.page.locator(".notifications-center", { hasText: text }).waitFor({ timeout: patience });
  }

  async closeMessages() {
    await workbench.runCommand(this.page, "Notifications: Clear All Notifications");
    await this.page.locator(".notifications-center.visible").waitFor({ state: "detached" });
  }
}

/**
 * What an engine lists: containers, networks, images and volumes.
 * @param {string} socket
 */
export async function listedBy(socket) {
  /** @param {string} path @param {string} key */
  const keysOf = async (path, key) => {
    /** @type {unknown} */
    const answer = await callEngineJson(socket, path);
    const entries = Array.isArray(answer) ? answer : /** @type {{ Volumes: unknown[] | null }} */ (answer).Volumes;
    return /** @type {Record<string, string>[]} */ (entries ?? []).map((entry) => entry[key]).sort();
  };
  return {
    containers: await keysOf("/containers/json?all=1", "Id"),
    networks: await keysOf("/networks", "Id"),
    images: await keysOf("/images/json?all=1", "Id"),
    volumes: await keysOf("/volumes", "Name"),
  };
}

/**
 * A container of the walkthrough, once it is as `is` says.
 * @param {string} socket
 * @param {string} name as the walkthrough calls it
 * @param {(container: { Id: string, State: { Status: string }, HostConfig: { PortBindings: object | null } }) => boolean} is
 * @returns {Promise<string>} its ID
 */
export async function container(socket, name, is) {
  const until = Date.now() + patience;
  for (;;) {
    try {
      /** @type {Parameters<typeof is>[0]} */
      const found = await callEngineJson(socket, `/containers/hostside-${name}/json`);
      if (is(found)) return found.Id;
    } catch (error) {
      if (!(error instanceof EngineError) || error.status !== 404) throw error;
    }
    if (Date.now() > until) throw new Error(`The container ${name} is not as it is to be.`);
    await wait(100);
  }
}

/** @param {{ State: { Status: string } }} container */
export const runs = ({ State }) => State.Status === "running";
