// @ts-check
// How long it takes to derive who reaches a container, in a made-up inventory of 1,000 containers: nothing else does that.
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { checkout } from "../../scripts/checkout.mjs";
import { run, step } from "../../scripts/child.mjs";

/** @typedef {{ case: string, unit: "ms", ours: readonly number[] }} PathSample */

const runs = 20;
const containers = 1000;

/** @returns {Promise<PathSample[]>} */
export async function measurePaths() {
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-bench-"));
  const program = path.join(folder, "pathReader.cjs");
  const entryPoints = [path.join(checkout, "test", "bench", "pathReader.ts")];
  await build({ entryPoints, outfile: program, bundle: true, minify: true, platform: "node", format: "cjs" });
  try {
    return await step(`Who reaches one of ${containers} containers`, async () => {
      const samples = [];
      for (const members of [10, containers]) {
        const { output } = await run(process.execPath, [program, String(containers), String(members), String(runs)]);
        /** @type {unknown} */
        const times = JSON.parse(output);
        const name = `${containers} containers, ${members} on each network`;
        samples.push({ case: name, unit: /** @type {const} */ ("ms"), ours: /** @type {number[]} */ (times) });
      }
      return samples;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
