// @ts-check
// What a Podman leaves behind that was ended with its containers: their processes and control groups.
import { existsSync } from "node:fs";
import { readdir, readFile, readlink, rmdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** The parent of all control groups that Podman makes where systemd does not make them. */
const parent = "libpod_parent";

/**
 * The mount namespace of a process, where it is not that of this one: what tells a private engine's processes from all
 * others.
 * @param {number} pid
 * @returns {Promise<string | undefined>}
 */
export async function ownMountsOf(pid) {
  const [theirs, ours] = await Promise.all([mountsOf(pid), mountsOf("self")]);
  return theirs === ours ? undefined : theirs;
}

/**
 * Kills every process in a mount namespace, those that are started meanwhile too.
 * @param {string} mounts
 */
export async function killWithMounts(mounts) {
  await killAll(async () => {
    const all = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
    const found = await Promise.all(all.map(async (pid) => ((await mountsOf(pid)) === mounts ? [pid] : [])));
    return found.flat();
  });
}

/**
 * Kills every process of a user, those that are started meanwhile too.
 * @param {number} user
 */
export async function killOfUser(user) {
  await killAll(async () => {
    const all = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const own = await Promise.all(
      all.map(async (pid) => {
        const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
        // One that has ended and that nobody has asked about is no process any more.
        return new RegExp(`^Uid:\\t${user}\\t`, "m").test(status) && !/^State:\tZ/m.test(status) ? [Number(pid)] : [];
      }),
    );
    return own.flat();
  });
}

/**
 * Kills the processes of containers and removes the containers' control groups, and those that all containers have in
 * common where no other Podman of this machine uses them.
 * @param {readonly string[]} ids
 */
export async function removeContainerGroups(ids) {
  const root = "/sys/fs/cgroup";
  const hierarchies = existsSync(root) ? [root, ...(await readdir(root)).map((one) => path.join(root, one))] : [];
  const groups = ids.flatMap((id) => hierarchies.map((one) => path.join(one, parent, `libpod-${id}`)));
  await killAll(async () => (await Promise.all(groups.map(processesBelow))).flat());
  for (const group of groups) await removeTree(group);
  // Podman leaves the groups of its pods behind, and makes one anew where it is needed. A group that has processes in it
  // cannot be removed.
  for (const one of hierarchies) {
    const names = await readdir(path.join(one, parent)).catch(() => /** @type {string[]} */ ([]));
    for (const pod of names.filter((name) => /^[0-9a-f]{64}$/.test(name)))
      await removeTree(path.join(one, parent, pod));
  }
  for (const one of hierarchies) await rmdir(path.join(one, parent, "conmon")).catch(() => undefined);
  for (const one of hierarchies) await rmdir(path.join(one, parent)).catch(() => undefined);
}

/** @param {string} group @returns {Promise<number[]>} */
async function processesBelow(group) {
  const own = await readFile(path.join(group, "cgroup.procs"), "utf8").catch(() => "");
  const entries = await readdir(group, { withFileTypes: true }).catch(() => []);
  const below = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => processesBelow(path.join(group, name)));
  return [...own.split("\n").map(Number), ...(await Promise.all(below)).flat()].filter((pid) => pid > 0);
}

/** @param {string} group */
async function removeTree(group) {
  const entries = await readdir(group, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) if (entry.isDirectory()) await removeTree(path.join(group, entry.name));
  await rmdir(group).catch(() => undefined);
}

/** @param {() => Promise<number[]>} find */
async function killAll(find) {
  for (let round = 0; round < 100; round += 1) {
    const pids = await find();
    if (pids.length === 0) return;
    for (const pid of pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // It ended by itself meanwhile.
      }
    }
    await wait(50);
  }
}

/** A process that has ended and is not yet waited for has none. @param {number | "self"} pid */
function mountsOf(pid) {
  return readlink(`/proc/${pid}/ns/mnt`).catch(() => undefined);
}
