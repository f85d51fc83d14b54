#!/usr/bin/env node
// @ts-check
// Stands where @vscode/test-electron expects a VS Code executable: takes the same arguments, runs the tests in a VS Code
// window in Chromium without a screen, and exits with their code.
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { checkout } from "../checkout.mjs";
import { openBrowser, openPage } from "./browser.mjs";
import { installWindow, newest } from "./install.mjs";
import { installExtension, makeDataFolder, startServer } from "./server.mjs";

/** Names the folder of test/ whose VS Code is wanted; the newest when unset. */
const installedName = process.env.HOSTSIDE_TEST_VSCODE ?? newest;
/** What the window's console said beside the tests. */
const consoleFile = path.join(outFolder(), `${installedName}-console.log`);
/** A run of tests that is not over by then is lost. */
const runTimeout = 5 * 60_000;

writeFileSync(consoleFile, "");

const { values, positionals } = parseArgs({
  // VS Code takes many more options; those that matter in a window of its own are read.
  strict: false,
  allowPositionals: true,
  options: { extensionDevelopmentPath: { type: "string" }, extensionTestsPath: { type: "string" } },
});
const workspace = path.resolve(positionals.at(-1) ?? ".");
process.exitCode = await runTests(await installWindow(installedName));

/** @param {import("./install.mjs").InstalledWindow} installed */
async function runTests(installed) {
  const dataFolder = await makeDataFolder(trustSettings());
  const vsix = process.env.HOSTSIDE_TEST_VSIX;
  if (vsix) await installExtension(installed, dataFolder, vsix);
  const beside = (process.env.HOSTSIDE_TEST_BESIDE ?? "").split(path.delimiter).filter((folder) => folder !== "");
  // As if they were installed: an extension under development takes the place of all others.
  for (const folder of beside) {
    cpSync(folder, path.join(dataFolder, "extensions", path.basename(folder)), { recursive: true });
  }
  const server = await startServer(installed, dataFolder);
  const stopped = onSignal();
  const browser = await openBrowser();
  try {
    const page = await openPage(browser);
    const result = testResult(page);
    await page.goto(server.address(workspace, payload(server.authority)));
    return await Promise.race([result, stopped, overdue()]);
  } finally {
    await browser.close();
    await server.stop();
  }
}

function outFolder() {
  const folder = path.join(checkout, "out");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Workspace trust is off in a calm window; a test of Restricted Mode wants it on, without the question. */
function trustSettings() {
  if (process.env.HOSTSIDE_TEST_TRUST !== "on") return {};
  return { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" };
}

/**
 * @param {string} authority
 * @returns {[string, string][]}
 */
function payload(authority) {
  const names = /** @type {const} */ (["extensionDevelopmentPath", "extensionTestsPath"]);
  return names.map((name) => {
    const value = values[name];
    if (typeof value !== "string") throw new Error(`The launcher was started without --${name}.`);
    return [name, `vscode-remote://${authority}${path.resolve(value)}`];
  });
}

/**
 * The workbench calls these two functions of the page when it runs extension tests.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<number>}
 */
function testResult(page) {
  return new Promise((resolve, reject) => {
    const print = (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
      const line = `${args.map((one) => (typeof one === "string" ? one : JSON.stringify(one))).join(" ")}\n`;
      // The tests mark their lines; the rest is the window's own, for whoever looks into it.
      if (line.startsWith("[test]")) process.stdout.write(line.slice("[test]".length));
      else appendFileSync(consoleFile, `${type}: ${line}`);
    };
    page.exposeFunction("codeAutomationLog", print).catch(reject);
    page.exposeFunction("codeAutomationExit", (/** @type {number} */ code) => resolve(code)).catch(reject);
    page.once("crash", () => reject(new Error("The VS Code window crashed.")));
  });
}

/** @returns {Promise<number>} */
function onSignal() {
  return new Promise((resolve) => {
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
      process.once(signal, () => resolve(130));
  });
}

/** @returns {Promise<number>} */
function overdue() {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      console.error(`The tests in VS Code were not over after ${runTimeout / 60_000} minutes.`);
      resolve(1);
    }, runTimeout);
    timer.unref();
  });
}
