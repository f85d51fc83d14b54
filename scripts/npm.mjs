// @ts-check
// Installs npm packages as their lock files say, when they are missing or another set than the lock's.
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { withFileLock } from "./fileLock.mjs";
import { checkout } from "./checkout.mjs";
import { run, step } from "./child.mjs";

/**
 * Runs `npm ci` in this folder unless what its lock file names is installed. `afterwards` completes the installation; a
 * stamp vouches for that part.
 * @param {string} folder
 * @param {string} title
 * @param {() => Promise<void>} [afterwards]
 * @returns {Promise<void>}
 */
export async function ensureInstalled(folder, title, afterwards) {
  const name = path.relative(checkout, folder).replaceAll(path.sep, "-") || "root";
  const stamp = path.join(folder, "node_modules", ".hostside-complete");
  const isThere = async () => (await matchesLock(folder)) && (!afterwards || existsSync(stamp));
  if (await isThere()) return;
  await withFileLock(`npm-ci-${name}`, async () => {
    if (await isThere()) return;
    await step(title, async () => {
      await npm(["ci", "--no-progress"], folder);
      await afterwards?.();
      await writeFile(stamp, "");
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

/**
 * Whether npm's own record of what it installed agrees with the lock file. Packages for other platforms are not there.
 * @param {string} folder
 */
async function matchesLock(folder) {
  const record = path.join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = await packagesOf(record);
  const wanted = Object.entries(await packagesOf(path.join(folder, "package-lock.json")));
  return wanted.every(
    ([where, one]) =>
      !where.startsWith("node_modules/") || one.optional || one.link || installed[where]?.version === one.version,
  );
}

/**
 * @param {string} lockFile
 * @returns {Promise<Record<string, { version?: string, optional?: boolean, link?: boolean }>>}
 */
async function packagesOf(lockFile) {
  const lock = /** @type {unknown} */ (JSON.parse(await readFile(lockFile, "utf8")));
  return /** @type {{ packages: Record<string, { version?: string }> }} */ (lock).packages;
}
