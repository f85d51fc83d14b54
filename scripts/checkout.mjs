// @ts-check
// Where things stand in this checkout. Node's own modules only: this runs before anything is installed.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds the root package.json. */
export const checkout = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The sample workspace that `npm start` opens, the tests play and the package brings. */
export const tutorialFolder = path.join(checkout, "tutorial");

/**
 * A folder below `.work/`, which git ignores; it is made when it is missing.
 * @param {...string} parts
 */
export function workFolder(...parts) {
  const folder = path.join(checkout, ".work", ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
