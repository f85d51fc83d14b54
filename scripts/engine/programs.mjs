// @ts-check
// The programs that a private engine is made of: those that are installed, or a newer Docker Engine out of Debian's
// newer suites, unpacked below .work/.
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, realpath, rename, rm } from "node:fs/promises";
import path from "node:path";
import { withFileLock } from "../fileLock.mjs";
import { workFolder } from "../checkout.mjs";
import { writeWhole } from "../wholeFile.mjs";
import { run, step } from "../child.mjs";
import { causeOf, whyNoDebian, withPrivateApt } from "../debian/privateApt.mjs";

/**
 * The programs in one folder. What it lacks (runc, where the newer one wants a newer libc) is taken from PATH.
 * @typedef {{ folder: string, version: string }} EnginePrograms
 */
/** @typedef {{ unavailable: string }} NoPrograms one sentence that says why */

/** Suites that may carry the version; they move on. */
const suites = ["sid", "forky"];

const packages = ["docker.io", "containerd", "runc", "tini-static", "docker-cli"];

/** Where the packages have the programs, and whether an engine cannot do without. */
const parts = /** @type {const} */ ([
  ["usr/sbin/dockerd", true],
  ["usr/sbin/docker-proxy", true],
  ["usr/bin/docker-init", false],
  ["usr/bin/containerd", true],
  ["usr/bin/containerd-shim-runc-v2", true],
  ["usr/bin/docker", true],
  ["usr/sbin/runc", false],
]);

/**
 * Docker Engine of this major version. Quick once it was fetched; a newer one of the same is fetched when
 * `.work/engines` is removed.
 * @param {number} major
 * @returns {Promise<EnginePrograms | NoPrograms>}
 */
export async function findEngine(major) {
  const stamp = path.join(workFolder("engines"), `${major}.json`);
  const known = await readStamp(stamp);
  if (known) return known;
  const reason = whyNoDebian();
  if (reason !== undefined) return { unavailable: `Docker Engine ${major} cannot be had. ${reason}` };
  return withFileLock(`engine-${major}`, async () => {
    const meanwhile = await readStamp(stamp);
    if (meanwhile) return meanwhile;
    const said = [];
    for (const suite of suites) {
      try {
        const programs = await step(`Fetching Docker Engine ${major} from Debian ${suite}`, () =>
          fetchEngine(suite, major),
        );
        await writeWhole(stamp, JSON.stringify(programs));
        return programs;
      } catch (error) {
        said.push(`${suite}: ${causeOf(error)}`);
      }
    }
    return { unavailable: `Docker Engine ${major} could not be fetched from Debian. ${said.join(" ")}` };
  });
}

/** @type {(text: string) => EnginePrograms} */
const parsePrograms = JSON.parse;

/**
 * @param {string} stamp
 * @returns {Promise<EnginePrograms | undefined>}
 */
async function readStamp(stamp) {
  if (!existsSync(stamp)) return undefined;
  const programs = parsePrograms(await readFile(stamp, "utf8"));
  return existsSync(path.join(programs.folder, "dockerd")) ? programs : undefined;
}

/**
 * @param {string} suite
 * @param {number} major
 * @returns {Promise<EnginePrograms>}
 */
function fetchEngine(suite, major) {
  return withPrivateApt(workFolder("engines", `fetch-${suite}`), suite, async (apt) => {
    const version = (await apt.version("docker.io")).replace(/[^\d.].*$/, "");
    if (!version.startsWith(`${major}.`)) throw new Error(`it carries ${version}.`);
    const unpacked = await apt.unpack(packages);
    const draft = path.join(apt.work, "programs");
    await mkdir(draft);
    for (const [part, needed] of parts) await takeProgram(path.join(unpacked, part), draft, needed);
    const folder = path.join(workFolder("engines"), version);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
    return { folder, version };
  });
}

/**
 * @param {string} program
 * @param {string} folder
 * @param {boolean} needed
 */
async function takeProgram(program, folder, needed) {
  const found = await realpath(program).catch(() => undefined);
  const target = path.join(folder, path.basename(program));
  if (found !== undefined) await copyFile(found, target);
  // All of them answer this or complain of the question; only one that cannot be loaded names what it misses.
  const tried =
    found === undefined
      ? "it is not in the packages"
      : (await run(target, ["--version"], { allowFailure: true })).output;
  if (found !== undefined && !/\bversion `.*' not found|error while loading shared libraries/.test(tried)) return;
  if (needed) throw new Error(`${path.basename(program)} does not run here: ${tried.trim()}`);
  await rm(target, { force: true });
}
