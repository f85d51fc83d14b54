// @ts-check
// Installs npm packages as their lock files say, when they are missing or another set than the lock's.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { alone } from "./alone.mjs";
import { checkout } from "./checkout.mjs";
import { run, step } from "./child.mjs";

/**
 * Runs `npm ci` in this folder unless it was done for the same lock file. `afterwards` completes the installation; it
 * is part of what the stamp vouches for.
 * @param {string} folder
 * @param {string} title
 * @param {() => Promise<void>} [afterwards]
 * @returns {Promise<void>}
 */
export async function ensureInstalled(folder, title, afterwards) {
  const wanted = await lockHash(folder);
  const stamp = path.join(folder, "node_modules", ".hostside-lock");
  const isThere = async () => existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted;
  if (await isThere()) return;
  const name = path.relative(checkout, folder).replaceAll(path.sep, "-") || "root";
  await alone(`npm-ci-${name}`, async () => {
    if (await isThere()) return;
    await step(title, async () => {
      await npm(["ci", "--no-progress"], folder);
      await afterwards?.();
      await writeFile(stamp, wanted);
    });
  });
}

/**
 * Runs npm, the one that runs this script where it is one.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export async function npm(args, cwd) {
  const script = process.env.npm_execpath;
  if (script?.endsWith("npm-cli.js")) await run(process.execPath, [script, ...args], { cwd });
  else await run("npm", args, { cwd });
}

/** @param {string} folder */
async function lockHash(folder) {
  const hash = createHash("sha256").update(process.version);
  for (const file of ["package.json", "package-lock.json"]) hash.update(await readFile(path.join(folder, file)));
  return hash.digest("hex");
}
