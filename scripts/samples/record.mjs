// @ts-check
// npm run record:samples: records what the unit tests of client/ read in client/test/samples, on a private engine whose
// host is a network namespace with documentation addresses. It takes root on Linux.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { checkout } from "../checkout.mjs";
import { run, step } from "../child.mjs";
import { startPrivateEngine } from "../engine/daemon.mjs";
import { importImages } from "../engine/images.mjs";
import { enginePackages, ensurePackages, imagePackages } from "../engine/packages.mjs";
import { traitsIn, withUsualFolders } from "./clean.mjs";
import { engineAt, namespaces, routesOfRouted, startContainers, startLosers } from "./containers.mjs";
import { makeHost } from "./host.mjs";
import { readEngine, readNamespace, refusalOfBusybox } from "./read.mjs";

const folder = path.join(checkout, "client", "test", "samples");
/** The folder of what this engine says: its minor versions differ in nothing that is read. */
const engineFolder = "engine-20.10";

await ensurePackages([...enginePackages, ...imagePackages]);
const host = await makeHost();
try {
  const privateEngine = await step("Starting a private engine", () => startPrivateEngine({ within: host.within }));
  try {
    await importImages(privateEngine.socket);
    const texts = await step("Recording", () => record(privateEngine.socket));
    await keep(texts);
  } finally {
    await privateEngine.stop();
  }
} finally {
  await host.remove();
}

/**
 * @param {string} socket
 * @returns {Promise<Map<string, string>>} texts by file
 */
async function record(socket) {
  const engine = engineAt(socket);
  const { Version } = /** @type {{ Version: string }} */ (await engine.get("/version"));
  if (!Version.startsWith("20.10.")) throw new Error(`This engine is ${Version}; its answers belong elsewhere.`);
  await startContainers(engine);
  const pidOf = async (/** @type {string} */ name) => (await engine.inspect(name)).State.Pid;
  const routed = await pidOf("routed");
  for (const line of routesOfRouted.split("\n")) {
    if (line !== "") await run("nsenter", [`--target=${routed}`, "--net", "ip", ...line.split(" ")]);
  }
  const closeSockets = [await openSockets(await pidOf("two"), "fd00:77::2"), await openSockets(await pidOf("hosted"))];
  try {
    await startLosers(engine);
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const [name, container] of Object.entries(namespaces)) {
      const pid = await pidOf(container);
      await untilSettled(pid);
      for (const [file, text] of await readNamespace(pid)) found.set(`${name}/${file}`, text);
    }
    found.set("busybox-ip-j-error.txt", await refusalOfBusybox(await pidOf("none")));
    for (const [file, text] of await readEngine(engine)) found.set(`${engineFolder}/${file}`, text);
    const { DockerRootDir: data } = /** @type {{ DockerRootDir: string }} */ (await engine.get("/info"));
    return new Map([...found].map(([file, text]) => [file, withUsualFolders(text, { data, socket })]));
  } finally {
    for (const close of closeSockets) close();
  }
}

/**
 * Opens sockets in a container's network namespace, from outside.
 * @param {number} pid
 * @param {string} [address] an IPv6 address of its own
 * @returns {Promise<() => void>} closes them
 */
async function openSockets(pid, address = "::1") {
  const program = fileURLToPath(new URL("sockets.mjs", import.meta.url));
  const child = spawn("nsenter", [`--target=${pid}`, "--net", process.execPath, program, address], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const said = await Promise.race([once(child.stdout, "data").then(String), once(child, "exit").then(() => "")]);
  if (!said.includes("open")) throw new Error("The sockets to be recorded could not be opened.");
  return () => child.stdin.end();
}

/** Waits until the kernel has made sure of its own IPv6 addresses. @param {number} pid */
async function untilSettled(pid) {
  const tentative = 0x40;
  for (let round = 0; round < 100; round += 1) {
    const lines = (await readFile(`/proc/${pid}/net/if_inet6`, "utf8")).trim().split("\n");
    if (lines.every((line) => (Number.parseInt(line.split(/\s+/)[4] ?? "0", 16) & tentative) === 0)) return;
    await wait(100);
  }
  throw new Error("IPv6 addresses are still tentative after ten seconds.");
}

/**
 * Writes the samples in place of the earlier ones.
 * @param {Map<string, string>} texts
 */
async function keep(texts) {
  const traits = [...texts].flatMap(([file, text]) => traitsIn(text).map((trait) => `${file} has ${trait}`));
  if (traits.length > 0) throw new Error(`Not kept, since they tell of this machine:\n${traits.join("\n")}`);
  for (const name of [...Object.keys(namespaces), engineFolder]) {
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
  for (const [file, text] of texts) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  console.log(`${texts.size} files in ${path.relative(process.cwd(), folder)}`);
}
