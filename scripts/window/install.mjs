// @ts-check
// Sets up a VS Code that runs as a server with its web workbench, from the npm package code-server.
import { existsSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { checkout } from "../checkout.mjs";
import { ensureInstalled, npm } from "../npm.mjs";

/**
 * @typedef {object} InstalledWindow
 * @property {string} node the Node that this VS Code runs on
 * @property {string} server its server program
 */

/** The folders of test/ that each hold one VS Code: the newest that Hostside is tested on and the oldest. */
export const newest = "host";
export const oldest = "host-oldest";

const plainLogger = fileURLToPath(new URL("plainLogger.cjs", import.meta.url));

/**
 * Installs the VS Code of this folder of test/ when it is not there yet.
 * @param {string} name
 * @returns {Promise<InstalledWindow>}
 */
export async function installWindow(name) {
  const folder = path.join(checkout, "test", name);
  const vscode = path.join(folder, "node_modules", "code-server", "lib", "vscode");
  await ensureInstalled(folder, `Installing VS Code for the browser (test/${name})`, async () => {
    // code-server's own dependencies and those of the VS Code inside it are two sets. The lock that comes with the
    // latter is not complete, so `npm ci` refuses it.
    await npm(["install", "--omit=dev", "--ignore-scripts", "--no-progress"], vscode);
  });
  await copyFile(plainLogger, path.join(vscode, "node_modules", "@vscode", "spdlog", "index.js"));
  // The newest VS Code wants a newer Node than Hostside asks for; the package brings it.
  const ownNode = path.join(folder, "node_modules", `node-linux-${process.arch}`, "bin", "node");
  return {
    node: existsSync(ownNode) ? ownNode : process.execPath,
    server: path.join(vscode, "out", "server-main.js"),
  };
}
