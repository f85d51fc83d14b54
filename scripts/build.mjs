// Bundles the programs: the extension, the language server (and what starts it) and the command line.
//   node scripts/build.mjs [--production] [--watch]
import { context } from "esbuild";
import { bundleOptions } from "./bundles.mjs";

const watch = process.argv.includes("--watch");

/** @type {import("esbuild").BuildContext[]} */
const builds = [];
for (const options of bundleOptions({ production: process.argv.includes("--production") })) {
  // The lines that say when a build starts and ends are what .vscode/tasks.json waits for.
  const build = await context({ ...options, logLevel: watch ? "info" : "warning" });
  // Also before watching: whoever waits for the first "build finished" finds all programs.
  await build.rebuild();
  builds.push(build);
}
for (const build of builds) {
  if (watch) await build.watch();
  else await build.dispose();
}
