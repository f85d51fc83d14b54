// @ts-check
// Runs one private dockerd for as long as its standard input is open, then stops it and removes every trace of it.
//   node supervisor.mjs FOLDER [FLAG...]
// FOLDER holds dockerd and, of containerd, its shim, runc, docker-proxy and docker-init, those that are not to be taken
// from PATH. The flags are further ones for dockerd. Prints "ready SOCKET" once the engine answers; anything else it prints
// says why it does not.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, openSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { workFolder } from "../checkout.mjs";
import { holdBridges } from "../fileLock.mjs";
import { addBridge, bridgesOf, interfaceExists, removeBridge } from "./bridge.mjs";
import { callEngine, callEngineJson } from "./http.mjs";
import { endProcessesNaming, removeCgroups, unmountBelow } from "./cleanup.mjs";
import { untilReady } from "./ready.mjs";

const stopTimeout = 20_000;

const [programs = "/usr/sbin", ...flags] = process.argv.slice(2);

const ending = new AbortController();
// Ctrl-C in a terminal is for whoever holds the pipe; this process ends when the pipe closes or when it is told to.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => ending.abort());
process.stdin.resume().once("close", () => ending.abort());

// The path of a unix socket may have 107 bytes at most, and containerd puts long names below exec-root: hence tmpdir.
const short = mkdtempSync(path.join(tmpdir(), "hostside-"));
// Containers with a user namespace of their own have to pass through every folder above, and a checkout may be private.
const remaps = flags.some((flag) => flag.startsWith("--userns-remap"));
const data = mkdtempSync(remaps ? path.join(tmpdir(), "hostside-engine-") : path.join(workFolder(), "engine-"));
// Others may pass through, not look: containers with a user namespace of their own, and users of the docker group.
for (const folder of [short, data]) chmodSync(folder, 0o711);
const socket = path.join(short, "docker.sock");
const logFile = path.join(data, "dockerd.log");
const cgroup = path.basename(short);

const releaseBridges = await holdBridges();
// A docker0 that is there already belongs to another engine.
const anotherEngine = interfaceExists("docker0");
const bridge = anotherEngine ? await addBridge() : "docker0";
const dockerd = startDaemon();
const exited = once(dockerd, "exit").catch(() => undefined);

try {
  await untilReady({ name: "dockerd", socket, logFile, process: dockerd, signal: ending.signal }).finally(
    releaseBridges,
  );
  console.log(`ready ${socket}`);
  if (!ending.signal.aborted) await once(ending.signal, "abort");
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
} finally {
  await stop();
}
process.exit(0);

function startDaemon() {
  // Not the machine's /etc/docker/daemon.json: that one is for another engine.
  const configuration = path.join(short, "daemon.json");
  writeFileSync(configuration, "{}\n");
  const log = openSync(logFile, "a");
  const args = [
    ...["--config-file", configuration, "--host", `unix://${socket}`, "--pidfile", path.join(short, "pid")],
    ...["--data-root", path.join(data, "root"), "--exec-root", path.join(short, "exec")],
    ...["--cgroup-parent", cgroup, "--exec-opt", "native.cgroupdriver=cgroupfs", "--shutdown-timeout", "5"],
    // Published ports go through the userland proxy alone, so that the machine's firewall and forwarding stay as they
    // are, with another engine's rules among them.
    ...["--iptables=false", "--ip6tables=false", "--ip-forward=false", "--ip-masq=false"],
    ...(anotherEngine ? ["--bridge", bridge] : []),
    ...companion("--userland-proxy-path", "docker-proxy"),
    ...companion("--init-path", "docker-init"),
    ...flags,
  ];
  // dockerd looks for containerd there, and containerd for its shim and runc.
  const env = { ...process.env, PATH: [programs, process.env.PATH ?? ""].join(path.delimiter) };
  return spawn(path.join(programs, "dockerd"), args, { detached: true, stdio: ["ignore", log, log], env });
}

/**
 * The flag that names a program of the engine's own folder; without it dockerd looks where programs usually are.
 * @param {string} flag
 * @param {string} program
 */
function companion(flag, program) {
  const file = path.join(programs, program);
  return existsSync(file) ? [flag, file] : [];
}

async function stop() {
  await removeContainers();
  dockerd.kill("SIGTERM");
  await Promise.race([exited, wait(stopTimeout, undefined, { ref: false })]);
  // containerd, its shims and the port proxies carry one of the two folders on their command lines.
  await endProcessesNaming([short, data]);
  await unmountBelow([short, data]);
  for (const name of [bridge, ...(await bridgesOf(path.join(data, "root")))]) await removeBridge(name);
  await removeCgroups(cgroup);
  await rm(short, { recursive: true, force: true });
  await rm(data, { recursive: true, force: true });
}

/** Asked to stop, a container may take ten seconds over it; nothing in these containers is worth that. */
async function removeContainers() {
  try {
    const answer = await callEngineJson(socket, "/containers/json?all=1", { timeout: 5_000 });
    const all = /** @type {{ Id: string }[]} */ (answer);
    await Promise.all(all.map(({ Id }) => callEngine(socket, `/containers/${Id}?force=1&v=1`, { method: "DELETE" })));
  } catch {
    // An engine that does not answer is ended with everything below it.
  }
}
