// Bundles the programs: the extension, the language server (and what starts it) and the command line.
//   node scripts/build.mjs [--production] [--watch]
import { context } from "esbuild";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

/** @type {import("esbuild").BuildOptions} */
const shared = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20.19",
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "none",
  // The lines that say when a build starts and ends are what .vscode/tasks.json waits for.
  logLevel: watch ? "info" : "warning",
  external: ["vscode"],
  // The "module" builds come first so that unused parts of the language server protocol are dropped.
  mainFields: ["module", "main"],
  conditions: ["node"],
};

const entries = {
  "dist/extension.js": "client/src/extension.ts",
  "dist/server.js": "server/src/start/server.ts",
  "dist/languageServer.js": "server/src/main.ts",
  "dist/cli.js": "server/src/cli.ts",
};

/** @type {import("esbuild").BuildContext[]} */
const builds = [];
for (const [outfile, entry] of Object.entries(entries)) {
  /** @type {import("esbuild").BuildOptions} */
  const options = { ...shared, entryPoints: [entry], outfile };
  if (outfile === "dist/cli.js") options.banner = { js: "#!/usr/bin/env node" };
  const build = await context(options);
  // Also before watching: whoever waits for the first "build finished" finds all programs.
  await build.rebuild();
  builds.push(build);
}
for (const build of builds) {
  if (watch) await build.watch();
  else await build.dispose();
}
