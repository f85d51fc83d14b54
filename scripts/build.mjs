// Bundles the programs: the extension, the language server (and what starts it) and the command line.
//   node scripts/build.mjs [--production] [--watch]
import { context } from "esbuild";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

/**
 * Parts of dockerode that Hostside never reaches: ssh goes through the user's own ssh, images are not built, BuildKit is
 * not spoken. They would be half of the extension.
 */
const unused = /^(?:ssh2|@grpc\/grpc-js|@grpc\/proto-loader|protobufjs|tar-fs|@balena\/dockerignore)$/;

/** @type {import("esbuild").Plugin} */
const leaveOut = {
  name: "leave-out",
  setup(build) {
    build.onResolve({ filter: unused }, ({ path }) => ({ path, namespace: "left-out" }));
    // Code that reaches one of them all the same fails with its name, not with "undefined is not a function".
    build.onLoad({ filter: /.*/, namespace: "left-out" }, ({ path }) => ({
      contents: `module.exports = new Proxy({}, {
        get: (_, key) => key === "__esModule" ? undefined : function leftOut() {
          throw new Error(${JSON.stringify(path)} + "." + String(key) + " is not part of this program");
        },
      });`,
    }));
    // docker-modem wants it for a duplex stream; Node's own is the same code.
    build.onResolve({ filter: /^readable-stream$/ }, () => ({ path: "node:stream", external: true }));
  },
};

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
  plugins: [leaveOut],
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
