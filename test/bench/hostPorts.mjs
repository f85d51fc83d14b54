// @ts-check
// How long it takes to say who has a port of a host with very many sockets, beside `ss -ltunp`, which lists the same.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { checkout } from "../../scripts/checkout.mjs";
import { run, step } from "../../scripts/child.mjs";

/** @typedef {{ case: string, unit: "ms", ours: readonly number[], peer: readonly number[] | undefined, peerName: string }} PortSample */

const runs = 20;
const sockets = 5000;
/** Below the ports that the system gives out by itself. */
const first = 20_000;

/**
 * One process holds all sockets, as a proxy or a test server does; as root, which sees who holds what.
 * @returns {Promise<PortSample[]>}
 */
export async function measureHostPorts() {
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-bench-"));
  const program = path.join(folder, "hostPortReader.cjs");
  const entryPoints = [path.join(checkout, "test", "bench", "hostPortReader.ts")];
  await build({ entryPoints, outfile: program, bundle: true, minify: true, platform: "node", format: "cjs" });
  const held = `ulimit -n ${sockets + 100}; exec "$0" "$1" hold ${first} ${sockets}`;
  const holder = spawn("bash", ["-c", held, process.execPath, program], { stdio: ["pipe", "pipe", "inherit"] });
  try {
    await Promise.race([once(holder.stdout, "data"), once(holder, "exit")]);
    if (holder.exitCode !== null) throw new Error(`${sockets} sockets cannot be held here.`);
    return await step(`Who has a port among ${sockets} sockets`, async () => {
      const { output } = await run(process.execPath, [program, "ask", String(first + sockets / 2), String(runs)]);
      const ours = parseTimes(output);
      return [{ case: `one of ${sockets} sockets`, unit: "ms", ours, peer: await listed(), peerName: "ss -ltunp" }];
    });
  } finally {
    holder.stdin.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @type {(text: string) => number[]} */
const parseTimes = JSON.parse;

/** What iproute2 takes for the same; undefined where it is not there. */
async function listed() {
  const times = [];
  for (let index = 0; index < runs / 2; index += 1) {
    const from = performance.now();
    const isThere = await run("ss", ["-H", "-l", "-t", "-u", "-n", "-p"]).then(
      () => true,
      () => false,
    );
    if (!isThere) return undefined;
    times.push(performance.now() - from);
  }
  return times;
}
