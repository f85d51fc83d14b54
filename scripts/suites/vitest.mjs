// @ts-check
// Runs projects of vitest.config.ts and counts their tests.
import { mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { checkout, workFolder } from "../checkout.mjs";
import { run } from "../child.mjs";
import { skipsOf } from "./skips.mjs";

/** @typedef {import("./count.mjs").Count} Count */

/** @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} Numbers */
/** What the JSON reporter says of a run, as far as it is read here. @typedef {Numbers & import("./skips.mjs").Report} Report */

/**
 * @param {readonly string[]} projects
 * @param {NodeJS.ProcessEnv} [env] beyond this process's own environment
 * @param {readonly string[]} [files] those that run; all of the projects' where none are named
 * @returns {Promise<Count>}
 */
export async function runVitest(projects, env = {}, files = []) {
  const folder = mkdtempSync(path.join(workFolder(), "vitest-"));
  const report = path.join(folder, "report.json");
  const args = [path.join(checkout, "node_modules/vitest/vitest.mjs"), "run", "--reporter=default", "--reporter=json"];
  args.push(`--outputFile.json=${report}`, ...projects.flatMap((project) => ["--project", project]), ...files);
  try {
    const { code } = await run(process.execPath, args, {
      cwd: checkout,
      env: { ...process.env, ...env },
      show: true,
      allowFailure: true,
    });
    /** @type {unknown} */
    const said = JSON.parse(await readFile(report, "utf8"));
    const count = counted(/** @type {Report} */ (said));
    // A file that cannot be loaded and a set-up that fails have no test to count.
    return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {Report} report @returns {Count} */
function counted(report) {
  const skipped = report.numPendingTests + report.numTodoTests;
  const skips = skipsOf(report, checkout);
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped, skips };
}
