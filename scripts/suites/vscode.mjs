// @ts-check
// Runs a Mocha suite inside a real VS Code, started through @vscode/test-electron.
import { cpSync, mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { runTests } from "@vscode/test-electron";
import { checkout, tutorialFolder, workFolder } from "../checkout.mjs";
import { whyNoPackages } from "../engine/packages.mjs";
import { oldest } from "../window/install.mjs";

/** @typedef {import("./count.mjs").Count} Count */

/**
 * @typedef {object} WindowRun
 * @property {string} vscode the folder of test/ that holds the VS Code
 * @property {string} suite the folder of test/ that holds the tests
 * @property {string} [extension] folder of the extension under development; this checkout when absent
 * @property {NodeJS.ProcessEnv} [env] what the extension host and the tests see
 */

const launcher = fileURLToPath(new URL("../window/launcher.mjs", import.meta.url));

/**
 * Opens a window on a copy of the tutorial, runs the tests in it and counts them.
 * @param {WindowRun} options
 * @returns {Promise<Count>}
 */
export async function runInWindow({ vscode, suite, extension = checkout, env = {} }) {
  const tests = await bundle(suite);
  const folder = mkdtempSync(path.join(workFolder(), "vscode-"));
  const workspace = path.join(folder, "tutorial");
  const result = path.join(folder, "result.json");
  cpSync(tutorialFolder, workspace, { recursive: true });
  try {
    await runTests({
      ...program(vscode),
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      launchArgs: [workspace, `--user-data-dir=${path.join(folder, "user")}`],
      extensionTestsEnv: { ...env, HOSTSIDE_TEST_RESULT: result, HOSTSIDE_TEST_VSCODE: vscode },
    }).catch((/** @type {unknown} */ error) => {
      // Tests that fail end with this too; the result says how many. Without a result it is the reason itself.
      console.log(error instanceof Error ? error.message : String(error));
    });
    return await resultOf(result);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Where a whole VS Code can be set up from the npm registry it is used, elsewhere the desktop one is downloaded.
 * @param {string} vscode
 */
function program(vscode) {
  if (!whyNoPackages()) return { vscodeExecutablePath: launcher };
  return { version: vscode === oldest ? "1.100.0" : "stable" };
}

/** @param {string} suite */
async function bundle(suite) {
  const outfile = path.join(checkout, "out", suite, "index.js");
  await build({
    entryPoints: [path.join(checkout, "test", suite, "index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return outfile;
}

/** @param {string} file @returns {Promise<Count>} */
async function resultOf(file) {
  try {
    /** @type {unknown} */
    const count = JSON.parse(await readFile(file, "utf8"));
    return /** @type {Count} */ (count);
  } catch {
    console.log("The window ended without a result of its tests.");
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
