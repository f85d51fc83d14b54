// @ts-check
// What an engine leaves behind when it is killed, and how to remove it: processes, mounts, control groups.
import { existsSync } from "node:fs";
import { readdir, readFile, rmdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { run } from "../child.mjs";

/**
 * Ends the processes that name one of these folders on their command lines, politely first.
 * @param {readonly string[]} folders
 */
export async function endProcessesNaming(folders) {
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGKILL"])) {
    for (let round = 0; round < 30; round += 1) {
      const pids = await processesNaming(folders);
      if (pids.length === 0) return;
      if (round === 0) for (const pid of pids) endProcess(pid, signal);
      await wait(100);
    }
  }
}

/** @param {readonly string[]} folders */
async function processesNaming(folders) {
  const found = [];
  for (const entry of await readdir("/proc")) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const words = await readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => "");
    // Whole path parts only: a sibling of the folder is another engine's.
    if (words.split(/[\0=]|:\/\//).some((word) => folders.some((one) => word === one || word.startsWith(`${one}/`)))) {
      found.push(pid);
    }
  }
  return found;
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function endProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself meanwhile.
  }
}

/**
 * Unmounts what is mounted below these folders, the innermost first.
 * @param {readonly string[]} folders
 */
export async function unmountBelow(folders) {
  const table = await readFile("/proc/self/mountinfo", "utf8");
  const points = table.split("\n").map((line) => line.split(" ")[4] ?? "");
  for (const point of points.reverse()) {
    if (folders.some((one) => point.startsWith(`${one}/`))) {
      await run("umount", ["--lazy", point], { allowFailure: true });
    }
  }
}

/**
 * Removes the control groups of this name in every hierarchy of the machine, once their processes are gone.
 * @param {string} name
 */
export async function removeCgroups(name) {
  const root = "/sys/fs/cgroup";
  const hierarchies = existsSync(root) ? await readdir(root) : [];
  for (const folder of [root, ...hierarchies.map((one) => path.join(root, one))]) {
    await removeTree(path.join(folder, name));
  }
}

/**
 * A control group is removed by removing its folder, the innermost first; the files in it are not files.
 * @param {string} folder
 */
async function removeTree(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeTree(path.join(folder, entry.name));
  await rmdir(folder).catch(() => undefined);
}
