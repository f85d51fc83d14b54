// @ts-check
// Tools that say yes or no about the whole checkout: each counts as one test.
import path from "node:path";
import { checkout } from "../checkout.mjs";
import { run } from "../child.mjs";

/** @typedef {import("./count.mjs").Count} Count */

/** The program of each tool, as its package names it. */
const programs = /** @type {const} */ ({
  tsc: "typescript/bin/tsc",
  eslint: "eslint/bin/eslint.js",
  prettier: "prettier/bin/prettier.cjs",
  knip: "knip/bin/knip.js",
  depcruise: "dependency-cruiser/bin/dependency-cruise.mjs",
});

/**
 * Runs a tool of the checkout; what it says is shown.
 * @param {keyof typeof programs} tool
 * @param {readonly string[]} args
 * @returns {Promise<Count>}
 */
export function checkWith(tool, args) {
  return checkProgram([path.join(checkout, "node_modules", programs[tool]), ...args]);
}

/**
 * Runs a script; it has passed when it exits with 0.
 * @param {readonly string[]} args
 * @returns {Promise<Count>}
 */
export async function checkProgram(args) {
  const { code } = await run(process.execPath, args, { cwd: checkout, show: true, allowFailure: true });
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}
