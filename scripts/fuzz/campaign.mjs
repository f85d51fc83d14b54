// @ts-check
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { checkout } from "../checkout.mjs";

/**
 * @typedef {{ number: number, file: string, text: string, problem: string }} Failure
 * @typedef {{ documents: number, unreadable: number, findings: number }} Count
 */

/** No document may take longer; measured again before it counts. */
const slowest = 1000;
/** A document that is still in hand after this many milliseconds hangs, however busy the machine is. */
const patience = 60_000;

/**
 * Checks mutated Compose files on some threads: the public corpus where it lies beside the checkout, else the project's
 * own fixtures. The same seed gives the same documents.
 * @param {{ documents: number, seed: number, jobs: number, onProgress?: (done: number) => void }} options
 * @returns {Promise<Count & { originals: string, failures: Failure[] }>}
 */
export async function campaign({ documents, seed, jobs, onProgress }) {
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-fuzz-"));
  /** @type {Failure[]} */
  const failures = [];
  const count = { documents: 0, unreadable: 0, findings: 0 };
  try {
    const { files, title } = originals(folder);
    const program = path.join(folder, "worker.cjs");
    const entry = path.join(checkout, "server/test/fuzz/worker.ts");
    await build({
      entryPoints: [entry],
      outfile: program,
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
    });
    /** @param {number} first */
    const run = (first) =>
      new Promise((resolve, reject) => {
        const current = new Int32Array(new SharedArrayBuffer(4));
        const workerData = { files, seed, first, step: jobs, documents, limit: slowest, current };
        const worker = new Worker(program, { workerData });
        let last = { number: -1, since: Date.now() };
        const watch = setInterval(() => {
          const number = Atomics.load(current, 0);
          if (number !== last.number) last = { number, since: Date.now() };
          else if (Date.now() - last.since > patience) {
            failures.push({ number, file: "", text: "", problem: "it hangs" });
            void worker.terminate();
          }
          if (first === 0) onProgress?.(number);
        }, 1000);
        worker.on("message", (/** @type {{ failure: Failure } | { count: Count }} */ message) => {
          if ("failure" in message) failures.push(message.failure);
          else
            for (const key of /** @type {const} */ (["documents", "unreadable", "findings"]))
              count[key] += message.count[key];
        });
        worker.on("error", reject);
        worker.on("exit", () => {
          clearInterval(watch);
          resolve(undefined);
        });
      });
    await Promise.all(Array.from({ length: jobs }, (_, first) => run(first)));
    return { ...count, originals: title, failures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The files that are mutated, and what they are.
 * @param {string} folder
 */
function originals(folder) {
  const fixtures = path.join(checkout, "server/test/fixtures");
  const own = composeFiles(fixtures);
  const archive = path.join(checkout, "../shared/corpus/public.tar.gz");
  if (!existsSync(archive)) return { files: own, title: `${own.length} fixtures` };
  const unpacked = path.join(folder, "corpus");
  mkdirSync(unpacked);
  execFileSync("tar", ["-xzf", archive, "-C", unpacked]);
  const files = [...own, ...composeFiles(path.join(unpacked, "public", "files"))];
  return { files, title: `${files.length} fixtures and files of the public corpus` };
}

/** @param {string} folder */
function composeFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
