// @ts-check
// How long a network namespace takes to read, beside `docker exec ip addr` by Docker's own command line.
import { chmodSync, mkdtempSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { checkout } from "../../scripts/checkout.mjs";
import { run, step } from "../../scripts/child.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { openEngine } from "../../scripts/engine/open.mjs";

/** @typedef {{ case: string, unit: "ms", ours: readonly number[], peer: readonly number[] | undefined, peerName: string }} NamespaceSample */

const runs = 20;
const many = 50;
const peerName = "docker exec ip addr";

/**
 * One container, one without any program in it, and many with the host, read as root and as a user of the docker group;
 * the peer is run on the same container, before and after.
 * @returns {Promise<NamespaceSample[]>}
 */
export async function measureNamespaces() {
  const engine = await openEngine();
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-bench-"));
  try {
    chmodSync(folder, 0o755);
    const program = path.join(folder, "namespaceReader.cjs");
    await build({
      entryPoints: [path.join(checkout, "test", "bench", "namespaceReader.ts")],
      outfile: program,
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      external: ["cpu-features"],
      loader: { ".node": "empty" },
    });
    await start(engine.socket, "distroless", "hostside/scratch:latest");
    const names = Array.from({ length: many }, (_, index) => `one${index}`);
    await step(`Starting ${many} containers`, async () => {
      for (const name of names) await start(engine.socket, name, "nginx:alpine");
    });
    const reader = { program, socket: engine.socket };
    return await step("Network namespaces", () => measure(reader, names));
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @typedef {{ program: string, socket: string }} Reader */

/**
 * @param {Reader} reader
 * @param {readonly string[]} names
 */
async function measure(reader, names) {
  const one = ["one0"];
  const before = await commandLine(reader.socket, runs / 2);
  /** @type {(user: "user" | "root", depth: "quick" | "full", read: readonly string[]) => Promise<number[]>} */
  const read = (user, depth, read) => times(reader, user, depth, read);
  const quick = await read("user", "quick", one);
  const quickRoot = await read("root", "quick", one);
  const full = await read("user", "full", one);
  const fullRoot = await read("root", "full", one);
  const distroless = await read("user", "quick", ["distroless"]);
  const all = await read("user", "quick", names);
  const allRoot = await read("root", "quick", names);
  const peer = [...before, ...(await commandLine(reader.socket, runs / 2))];
  const twice = peer.map((time) => 2 * time);
  /** @type {(name: string, ours: readonly number[], theirs?: readonly number[], by?: string) => NamespaceSample} */
  const sample = (name, ours, theirs, by = peerName) => ({ case: name, unit: "ms", ours, peer: theirs, peerName: by });
  return [
    sample("one, from /proc, as a user", quick, peer),
    sample("one, from /proc, as root", quickRoot, peer),
    sample("one, in full, as a user", full, peer),
    sample("one, in full, as root", fullRoot, peer),
    sample("distroless, as a user", distroless),
    sample("distroless, as a user", distroless, peer, `${peerName} in an image that has it`),
    sample(`host and ${many}, as a user`, all, twice, `${peerName}, two calls`),
    sample(`host and ${many}, as root`, allRoot, twice, `${peerName}, two calls`),
  ];
}

/**
 * @param {Reader} reader
 * @param {"user" | "root"} user nobody with the group of the engine's socket, as a user of the docker group has it
 * @param {"quick" | "full"} depth
 * @param {readonly string[]} names
 * @returns {Promise<number[]>}
 */
async function times({ program, socket }, user, depth, names) {
  const identity = ["--reuid=65534", "--regid=65534", `--groups=${statSync(socket).gid}`];
  const prefix = user === "root" ? [] : ["setpriv", ...identity];
  const [first = "", ...rest] = [...prefix, process.execPath, program, socket, depth, String(runs), ...names];
  const { output } = await run(first, rest);
  return parseTimes(output);
}

/** @type {(text: string) => number[]} */
const parseTimes = JSON.parse;

/**
 * @param {string} socket
 * @param {number} count
 */
async function commandLine(socket, count) {
  const found = [];
  for (let index = -1; index < count; index += 1) {
    const from = performance.now();
    await run("docker", ["--host", `unix://${socket}`, "exec", "one0", "ip", "addr"]);
    if (index >= 0) found.push(performance.now() - from);
  }
  return found;
}

/**
 * @param {string} socket
 * @param {string} name
 * @param {string} image
 */
async function start(socket, name, image) {
  const command = image.startsWith("nginx") ? { Cmd: ["sleep", "900"] } : {};
  const created = await callEngineJson(socket, `/containers/create?name=${name}`, {
    method: "POST",
    json: { Image: image, ...command },
  });
  const { Id } = /** @type {{ Id: string }} */ (created);
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
}
