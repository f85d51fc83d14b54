// @ts-check
// Runs one private Podman service for as long as its standard input is open, then removes every trace of it. Prints
// "ready SOCKET" once it answers; anything else it prints says why it does not.
//
// Podman keeps state of all its instances under /run, and its networks change the firewall and the forwarding of the
// host. So this one has a network and mounts of its own: its host is not this machine's network, as with Docker Desktop
// or a remote engine, although its processes are processes of this machine.
//   node podmanSupervisor.mjs [rootless]
// A rootless one belongs to a user that nobody else is, who has one number in it, as where no ranges of numbers are set up.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { workFolder } from "../checkout.mjs";
import { killOfUser, killWithMounts, ownMountsOf, removeContainerGroups } from "./podmanCleanup.mjs";
import { endProcessesNaming } from "./cleanup.mjs";
import { untilReady } from "./ready.mjs";

/** What the network of its host has, beside loopback: an address for documentation. */
const uplink = "198.51.100.7/24";

const ending = new AbortController();
// Ctrl-C in a terminal is for whoever holds the pipe; this process ends when the pipe closes or when it is told to.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => ending.abort());
process.stdin.resume().once("close", () => ending.abort());

// The path of a unix socket may have 107 bytes at most: hence tmpdir.
const short = mkdtempSync(path.join(tmpdir(), "hostside-"));
/** The user of a rootless one. */
const user = process.argv[2] === "rootless" ? 1_000_000_000 + process.pid : undefined;
// That user has to pass through every folder above, and a checkout may be private.
const data = mkdtempSync(path.join(user === undefined ? workFolder() : tmpdir(), "podman-"));
const socket = path.join(short, "podman.sock");
const logFile = path.join(data, "podman.log");
const root = path.join(data, "root");

const podman = await startService();
const exited = once(podman, "exit").catch(() => undefined);
/** What tells its processes from all others, also once it has ended. @type {string | undefined} */
let mounts;

try {
  await untilReady({ name: "podman", socket, logFile, process: podman, signal: ending.signal });
  mounts = podman.pid === undefined ? undefined : await ownMountsOf(podman.pid);
  console.log(`ready ${socket}`);
  if (!ending.signal.aborted) await once(ending.signal, "abort");
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
} finally {
  await stop();
}
process.exit(0);

async function startService() {
  const configuration = {
    CONTAINERS_CONF: ["containers.conf", await containersConf()],
    CONTAINERS_STORAGE_CONF: [
      "storage.conf",
      `[storage]\ndriver = "${user === undefined ? "overlay" : "vfs"}"\ngraphroot = "${root}"\nrunroot = "${short}/run"\n[storage.options]\nignore_chown_errors = "true"\n`,
    ],
    CONTAINERS_REGISTRIES_CONF: ["registries.conf", 'unqualified-search-registries = ["docker.io"]\n'],
  };
  // Not the machine's own settings, nor those of the user: these are for another Podman.
  /** @type {NodeJS.ProcessEnv} */
  const env = { PATH: process.env.PATH, HOME: data, TMPDIR: data };
  for (const [variable, [name = "", text = ""]] of Object.entries(configuration)) {
    env[variable] = path.join(data, name);
    writeFileSync(path.join(data, name), text);
  }
  const args = [
    ...["--root", root, "--runroot", path.join(short, "run"), "--tmpdir", path.join(short, "tmp")],
    ...["--network-config-dir", path.join(data, "networks"), "system", "service", "--time=0", `unix://${socket}`],
  ];
  const prepared = [
    "mount -t tmpfs tmpfs /run",
    "ip link set lo up",
    "ip link add uplink0 type bridge",
    `ip address add ${uplink} dev uplink0`,
    "ip link set uplink0 up",
    ...(user === undefined ? ['exec podman "$@"'] : rootless(user)),
  ].join(" && ");
  if (user !== undefined) {
    mkdirSync(path.join(short, "runtime"), { mode: 0o700 });
    env.XDG_RUNTIME_DIR = path.join(short, "runtime");
    for (const folder of [short, data, env.XDG_RUNTIME_DIR]) chownSync(folder, user, user);
    for (const folder of [short, data]) chmodSync(folder, 0o755);
  }
  const log = openSync(logFile, "a");
  const own = ["--net", "--mount", "--propagation", "private", "sh", "-c", prepared, "podman", ...args];
  // Nor does it start in a folder that its user may not enter.
  return spawn("unshare", own, { detached: true, cwd: data, env, stdio: ["ignore", log, log] });
}

/**
 * How that user runs it. Its networks go through a TUN device, which on some machines is for root alone.
 * @param {number} id
 */
function rootless(id) {
  const device = path.join(short, "tun");
  return [
    `mknod -m 666 ${device} c 10 200`,
    "{ test ! -e /dev/net/tun || mount --bind " + device + " /dev/net/tun; }",
    `exec setpriv --reuid=${id} --regid=${id} --clear-groups podman "$@"`,
  ];
}

/** crun refuses machines that have both versions of control groups, so it is runc. */
async function containersConf() {
  return [
    "[containers]",
    `default_ulimits = [${(await hardLimits()).map((limit) => `"${limit}"`).join(", ")}]`,
    "[engine]",
    'runtime = "runc"',
    'cgroup_manager = "cgroupfs"',
    'events_logger = "file"',
    // The other kind is one for the whole machine.
    'lock_type = "file"',
    "[network]",
    'network_backend = "netavark"',
    "",
  ].join("\n");
}

/** By itself, Podman asks for more files and processes than it may have on some machines. */
async function hardLimits() {
  const table = await readFile("/proc/self/limits", "utf8");
  const hard = (/** @type {RegExp} */ line) => Math.min(Number(line.exec(table)?.[1] ?? 1024), 16_384);
  return [
    ["nofile", hard(/^Max open files +\S+ +(\d+)/m)],
    ["nproc", hard(/^Max processes +\S+ +(\d+)/m)],
  ].map(([name, limit]) => `${name}=${limit}:${limit}`);
}

/** Nothing in these containers is worth being asked to stop. */
async function stop() {
  podman.kill("SIGTERM");
  await Promise.race([exited, wait(5_000, undefined, { ref: false })]);
  // conmon and the name server of the networks, which are not its children. conmon goes before the containers that it
  // watches over: at the end of each it would start a Podman to clean up.
  if (user !== undefined) await killOfUser(user);
  if (mounts !== undefined) await killWithMounts(mounts);
  const names = await readdir(path.join(root, "overlay-containers")).catch(() => /** @type {string[]} */ ([]));
  await removeContainerGroups(names.filter((name) => /^[0-9a-f]{64}$/.test(name)));
  await endProcessesNaming([short, data]);
  await rm(short, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
}
