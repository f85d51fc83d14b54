// @ts-check
// Plays what the README offers a newcomer, `npm start -- --screenshot FILE`: its steps wait for words of the window, and
// nobody notices in another suite when one of those words has changed.
import { mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { checkout, workFolder } from "../checkout.mjs";
import { run, say } from "../child.mjs";
import { walkthroughPicture } from "../screenshot.mjs";

/** @typedef {import("./count.mjs").Count} Count */

const pngSignature = Buffer.from("89504e470d0a1a0a", "hex");

/**
 * @param {NodeJS.ProcessEnv} env names the engine that the suites share
 * @returns {Promise<Count>}
 */
export async function runStart(env) {
  const folder = mkdtempSync(path.join(workFolder(), "start-"));
  try {
    const picture = path.join(folder, "picture.png");
    const args = ["scripts/start.mjs", "--screenshot", picture];
    // An engine of this machine's user would be shown without the tutorial's containers: none is found at this address.
    const variables = { ...process.env, ...env, DOCKER_HOST: `unix://${path.join(folder, "none.sock")}` };
    const { code } = await run(process.execPath, args, {
      ...{ cwd: checkout, env: variables, show: true, allowFailure: true },
    });
    const pictures = [picture, walkthroughPicture(picture)];
    const passed = code === 0 && (await Promise.all(pictures.map(isPicture))).every(Boolean);
    if (!passed) say(`npm start -- --screenshot ended with ${code} and did not leave both pictures.`);
    return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function isPicture(file) {
  const written = await readFile(file).catch(() => Buffer.alloc(0));
  return written.subarray(0, pngSignature.length).equals(pngSignature);
}
