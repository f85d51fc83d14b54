// @ts-check
// Brings Docker Compose v2 out of Debian's packages, unpacked below .work/, without installing anything: Debian's newer
// suites carry it. Root is not needed.
import { existsSync } from "node:fs";
import { readdir, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { withFileLock } from "../fileLock.mjs";
import { workFolder } from "../checkout.mjs";
import { writeWhole } from "../wholeFile.mjs";
import { run, step } from "../child.mjs";
import { causeOf, whyNoDebian, withPrivateApt } from "../debian/privateApt.mjs";

/** @typedef {{ path: string, version: string }} Compose */
/** @typedef {{ unavailable: string }} NoCompose one sentence that says why */

/**
 * The Compose of a Debian suite: `sid` has 2.40 or newer, `trixie` 2.26. Quick once it was fetched; a newer one is
 * fetched when `.work/compose` is removed.
 * @param {"sid" | "trixie"} [suite]
 * @returns {Promise<Compose | NoCompose>}
 */
export async function findCompose(suite = "sid") {
  const stamp = path.join(workFolder("compose"), `${suite}.json`);
  const known = await readStamp(stamp);
  if (known) return known;
  const reason = whyNoDebian();
  if (reason !== undefined) return { unavailable: `Docker Compose cannot be had. ${reason}` };
  return withFileLock(`compose-${suite}`, async () => {
    const meanwhile = await readStamp(stamp);
    if (meanwhile) return meanwhile;
    try {
      const compose = await step(`Fetching Docker Compose from Debian ${suite}`, () => fetchCompose(suite));
      await writeWhole(stamp, JSON.stringify(compose));
      return compose;
    } catch (error) {
      return { unavailable: `Docker Compose could not be fetched from Debian ${suite}: ${causeOf(error)}` };
    }
  });
}

/** @type {(text: string) => Compose} */
const parseCompose = JSON.parse;

/**
 * @param {string} stamp
 * @returns {Promise<Compose | undefined>}
 */
async function readStamp(stamp) {
  if (!existsSync(stamp)) return undefined;
  const compose = parseCompose(await readFile(stamp, "utf8"));
  return existsSync(compose.path) ? compose : undefined;
}

/**
 * @param {string} suite
 * @returns {Promise<Compose>}
 */
function fetchCompose(suite) {
  return withPrivateApt(workFolder("compose", `fetch-${suite}`), suite, async (apt) => {
    const fetched = await findProgram(await apt.unpack(["docker-compose"]));
    const { output } = await run(fetched, ["version", "--short"], { env: {} });
    const version = output.trim();
    const target = path.join(workFolder("compose", version), "docker-compose");
    await rename(fetched, target);
    return { path: target, version };
  });
}

/** @param {string} folder */
async function findProgram(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && entry.name === "docker-compose" && entry.parentPath.endsWith("cli-plugins")) {
      return path.join(entry.parentPath, entry.name);
    }
  }
  throw new Error("the package holds no docker-compose.");
}
