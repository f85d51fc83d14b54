// @ts-check
// One running VS Code server: its settings, its address, its end.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { workFolder } from "../checkout.mjs";
import { run } from "../child.mjs";

/** @typedef {import("./install.mjs").InstalledWindow} InstalledWindow */

/**
 * @typedef {object} WindowServer
 * @property {string} authority host and port, as the extension host's URIs name them
 * @property {(folder: string, payload?: readonly (readonly [string, string])[]) => string} address of a window on a folder
 * @property {string} dataFolder holds settings, logs and installed extensions until the server is stopped
 * @property {() => Promise<void>} stop
 */

/**
 * @typedef {object} ServerOptions
 * @property {NodeJS.ProcessEnv} [env] what the extension host sees beyond this process's own environment
 * @property {Record<string, unknown>} [settings] user settings beyond the calm ones
 */

const processGroup = fileURLToPath(new URL("../processGroup.mjs", import.meta.url));
const startTimeout = 60_000;

const opensWalkthrough = "workbench.welcomePage.walkthroughs.openOnInstall";

/** A window that shows what it was asked to show and nothing else. */
const calmSettings = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  [opensWalkthrough]: false,
  "workbench.tips.enabled": false,
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "telemetry.telemetryLevel": "off",
  "extensions.ignoreRecommendations": true,
  "extensions.autoCheckUpdates": false,
  "update.mode": "none",
  "git.openRepositoryInParentFolders": "never",
};

/**
 * Makes the folder that a server keeps its data in, with the user settings in it.
 * @param {Record<string, unknown>} [settings]
 */
export async function makeDataFolder(settings = {}) {
  const folder = mkdtempSync(path.join(workFolder(), "window-"));
  const user = path.join(folder, "data", "User");
  await mkdir(user, { recursive: true });
  const all = { ...calmSettings, ...settings };
  await writeFile(path.join(user, "settings.json"), JSON.stringify(all, null, 2));
  // Settings that belong to a machine are those of the server's, not of the user's.
  const machine = path.join(folder, "data", "Machine");
  await mkdir(machine);
  await writeFile(path.join(machine, "settings.json"), JSON.stringify({ [opensWalkthrough]: all[opensWalkthrough] }));
  return folder;
}

/**
 * Has the server that will use this data folder speak another language. VS Code's own words stay English, as in a language
 * pack without any; extensions have theirs.
 * @param {string} dataFolder
 * @param {string} locale such as `de`
 */
export async function speakLanguage(dataFolder, locale) {
  const data = path.join(dataFolder, "data");
  const words = path.join(data, "language-pack.json");
  const pack = {
    hash: "none",
    label: locale,
    extensions: [{ extensionIdentifier: { id: "test.language-pack" }, version: "1.0.0" }],
    translations: { vscode: words },
  };
  await writeFile(words, JSON.stringify({ version: "1.0.0", contents: {} }));
  await writeFile(path.join(data, "languagepacks.json"), JSON.stringify({ [locale]: pack }));
  // The server takes the language of a window from here, before any that the browser asks for.
  await writeFile(path.join(data, "User", "argv.json"), JSON.stringify({ locale }));
}

/**
 * Installs a .vsix for the server that will use this data folder.
 * @param {InstalledWindow} installed
 * @param {string} dataFolder
 * @param {string} vsix
 */
export async function installExtension(installed, dataFolder, vsix) {
  const args = [installed.server, "--accept-server-license-terms", "--server-data-dir", dataFolder];
  await run(installed.node, [...args, "--install-extension", vsix]);
}

/**
 * Starts the server on a free port of the loopback interface and waits until it listens.
 * @param {InstalledWindow} installed
 * @param {string} dataFolder
 * @param {NodeJS.ProcessEnv} [env] what the extension host sees beyond this process's own environment
 * @returns {Promise<WindowServer>}
 */
export async function startServer(installed, dataFolder, env = {}) {
  const program = [installed.node, installed.server, "--host", "127.0.0.1", "--port", "0"];
  // Whoever reaches this server runs programs as its user, a web page of the same browser included: hence the token.
  const token = randomBytes(24).toString("hex");
  program.push("--connection-token", token, "--accept-server-license-terms", "--telemetry-level", "off");
  // A built VS Code takes extensionDevelopmentPath and extensionTestsPath from the address only with this.
  program.push("--enable-smoke-test-driver", "--server-data-dir", dataFolder);
  const child = spawn(process.execPath, [processGroup, ...program], {
    env: { ...process.env, XDG_CACHE_HOME: workFolder("cache"), ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => undefined);
  const ended = /** @type {Promise<void>} */ (new Promise((resolve) => child.once("close", () => resolve())));
  const stop = async () => {
    child.stdin.end();
    await ended;
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await listeningPort(child, ended);
    return { ...addressing(`127.0.0.1:${port}`, token), dataFolder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} authority
 * @param {string} token
 */
function addressing(authority, token) {
  return {
    authority,
    /** @type {WindowServer["address"]} */
    address: (folder, payload) => {
      const query = new URLSearchParams({ tkn: token, folder });
      if (payload) query.set("payload", JSON.stringify(payload));
      return `http://${authority}/?${query.toString()}`;
    },
  };
}

/**
 * @param {import("node:child_process").ChildProcessByStdio<any, import("node:stream").Readable, import("node:stream").Readable>} child
 * @param {Promise<void>} ended
 * @returns {Promise<string>}
 */
function listeningPort(child, ended) {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (/** @type {string} */ why) => {
      reject(new Error(`${why} It said:\n${said.trim()}`));
    };
    const timer = setTimeout(() => {
      fail(`The VS Code server did not listen within ${startTimeout / 1000} s.`);
    }, startTimeout);
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      said += text;
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      said += `${line}\n`;
      const port = /Extension host agent listening on (\d+)/.exec(line)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(port);
    });
    void ended.then(() => {
      clearTimeout(timer);
      fail("The VS Code server ended before it listened.");
    });
  });
}
