// @ts-check
// Lets one process at a time do a piece of work in this checkout; the others wait for it.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { workFolder } from "./checkout.mjs";

/**
 * Does the work while holding the lock of this name. A lock whose holder is gone is taken over.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(name, work) {
  const lock = path.join(workFolder(), `${name}.lock`);
  for (let round = 0; !(await take(lock)); round += 1) {
    if (round === 0) console.log(`> Waiting for another process that is busy with "${name}" in this checkout ...`);
    await wait(500);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/** @param {string} lock */
async function take(lock) {
  try {
    await mkdir(lock);
    await writeFile(path.join(lock, "pid"), String(process.pid));
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const holder = Number(await readFile(path.join(lock, "pid"), "utf8").catch(() => "0"));
  // Between making the folder and writing the number into it there is no number yet.
  if (holder > 0 && !isAlive(holder)) await rm(lock, { recursive: true, force: true });
  return false;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
