// @ts-check
// Chromium without a screen, for windows that nobody sits at.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { browserPackages, ensurePackages } from "../engine/packages.mjs";

/** @typedef {import("playwright-core").Browser} Browser */
/** @typedef {import("playwright-core").Page} Page */

const program = "/usr/bin/chromium";

/** The size that screenshots are taken in. */
const windowSize = { width: 1440, height: 860 };

/**
 * Installs Chromium where it is missing, and starts it.
 * @returns {Promise<Browser>}
 */
export async function openBrowser() {
  if (!existsSync(program)) await ensurePackages(browserPackages);
  return chromium.launch({
    executablePath: program,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
      ...["--disable-component-update", "--disable-sync"],
    ],
  });
}

/**
 * A page of the workbench's size.
 * @param {Browser} browser
 * @returns {Promise<Page>}
 */
export function openPage(browser) {
  return browser.newPage({ viewport: windowSize });
}
