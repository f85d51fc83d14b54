// Bundles the three programs: the extension, the language server and the command line.
//   node scripts/build.mjs [--production] [--watch]
import { readFileSync } from "node:fs";
import { context } from "esbuild";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

/** @type {{ version: string }} */
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

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
  // dockerode's ssh path wants native code; ssh is done by the user's own ssh (docs/architecture.md).
  loader: { ".node": "empty" },
  external: ["vscode", "cpu-features"],
  // The "module" builds come first so that unused parts of the language server protocol are dropped.
  mainFields: ["module", "main"],
  conditions: ["node"],
  define: { HOSTSIDE_VERSION: JSON.stringify(manifest.version) },
};

const entries = {
  "dist/extension.js": "client/src/extension.ts",
  "dist/server.js": "server/src/main.ts",
  "dist/cli.js": "server/src/cli.ts",
};

/** @type {import("esbuild").BuildContext[]} */
const builds = [];
for (const [outfile, entry] of Object.entries(entries)) {
  /** @type {import("esbuild").BuildOptions} */
  const options = { ...shared, entryPoints: [entry], outfile };
  if (outfile === "dist/cli.js") options.banner = { js: "#!/usr/bin/env node" };
  const build = await context(options);
  // Also before watching: whoever waits for the first "build finished" finds all three programs.
  await build.rebuild();
  builds.push(build);
}
for (const build of builds) {
  if (watch) await build.watch();
  else await build.dispose();
}
