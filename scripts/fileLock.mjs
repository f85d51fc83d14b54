// @ts-check
// Lets one process at a time do a piece of work; the others wait for it.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { workFolder } from "./checkout.mjs";

/**
 * Does the work while holding the lock of this name in this checkout.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withFileLock(name, work) {
  const release = await hold(path.join(workFolder(), `${name}.lock`), name);
  try {
    return await work();
  } finally {
    await release();
  }
}

/**
 * Waits until no other test run of this machine holds the tutorial's ports, and holds them.
 * @returns {Promise<() => Promise<void>>} lets the next one go
 */
export function holdTutorialPorts() {
  return hold(path.join(tmpdir(), "hostside-tutorial-ports.lock"), "the tutorial's ports 80 and 2000");
}

/**
 * Waits until no other engine of this machine is choosing its bridge, and lets the others wait: what is free is not so any
 * more once it is used.
 * @returns {Promise<() => Promise<void>>} lets the next one go
 */
export function holdBridges() {
  return hold(path.join(tmpdir(), "hostside-bridges.lock"), "its engine's bridge");
}

/**
 * Takes a lock; one whose holder is gone is taken over.
 * @param {string} lock
 * @param {string} what
 */
async function hold(lock, what) {
  for (let round = 0; !(await take(lock)); round += 1) {
    if (round === 0) console.log(`> Waiting for another run of Hostside's scripts that is busy with ${what} ...`);
    await wait(100);
  }
  return () => rm(lock, { recursive: true, force: true });
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
