// @ts-check
// npm run soak: plays with real engines at random and compares what the extension holds of them with what they tell.
//   npm run soak [-- --minutes 20] [--seed 1]
// One engine is of the machine's own packages, the other Docker 28 where it can be had. Exits with 1 for a wrong state or
// a leak.
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { readOptions } from "./commandLine.mjs";
import { checkout, workFolder } from "./checkout.mjs";
import { enginePackages, ensurePackages, imagePackages } from "./engine/packages.mjs";
import { findEngine } from "./engine/programs.mjs";
import { bundle } from "./subject.mjs";

const { values } = readOptions(
  {
    options: {
      minutes: { type: "string", default: "20" },
      seed: { type: "string", default: "1" },
    },
  },
  "npm run soak [-- --minutes N] [--seed N]",
);
const ending = new AbortController();
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => ending.abort());

await ensurePackages([...enginePackages, ...imagePackages]);
const newer = await findEngine(28);
if ("unavailable" in newer) console.log(`Both engines are of the machine's own version. ${newer.unavailable}`);
const folder = mkdtempSync(path.join(workFolder(), "soak-"));
try {
  const subject = path.join(folder, "subject.cjs");
  await bundle(path.join(checkout, "test", "soak", "subject.ts"), subject);
  const { soak, complaints, table } = await load(path.join(folder, "soak.mjs"));
  const result = await soak({
    minutes: Number(values.minutes),
    seed: Number(values.seed),
    programs: [undefined, "unavailable" in newer ? undefined : newer.folder],
    subject,
    signal: ending.signal,
    say: (/** @type {string} */ line) => console.log(line),
  });
  const found = complaints(result);
  console.log(`\n${table(result)}\n`);
  for (const line of [...result.wrong, ...found]) console.log(line);
  process.exitCode = found.length > 0 || ending.signal.aborted ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/**
 * The soak itself is TypeScript, as the tests are with which it shares; the scripts stay where they are.
 * @param {string} outfile
 */
async function load(outfile) {
  await build({
    entryPoints: [path.join(checkout, "test", "soak", "index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    plugins: [
      {
        name: "scripts stay where they are",
        setup: (building) => {
          building.onResolve({ filter: /\/scripts\/.*\.mjs$/ }, ({ path: name, resolveDir }) => ({
            path: pathToFileURL(path.resolve(resolveDir, name)).href,
            external: true,
          }));
        },
      },
    ],
  });
  /** @type {unknown} */
  const loaded = await import(pathToFileURL(outfile).href);
  return /** @type {typeof import("../test/soak/index.js")} */ (loaded);
}
