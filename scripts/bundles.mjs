// @ts-check
// What the programs are bundled from, and how.
import path from "node:path";
import { shorterStart } from "./shorterStart.mjs";

/** The programs, by the names of their bundles. */
export const programs = {
  "extension.js": "client/src/extension.ts",
  "server.js": "server/src/start/server.ts",
  "languageServer.js": "server/src/main.ts",
  "cli.js": "server/src/cli.ts",
  "inspect.js": "client/src/inspect.ts",
  "mcp.js": "client/src/mcp.ts",
};

/**
 * How each program is bundled. The maps of a release stand beside the bundles and are not mentioned in them: they are
 * kept for those who read its stacks, and not shipped (scripts/release/sourceMaps.mjs).
 * @param {{ production: boolean, folder?: string }} how
 * @returns {import("esbuild").BuildOptions[]}
 */
export function bundleOptions({ production, folder = "dist" }) {
  return Object.entries(programs).map(([name, entry]) => ({
    entryPoints: [entry],
    outfile: path.join(folder, name),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20.19",
    minify: production,
    sourcemap: production ? "external" : "linked",
    sourcesContent: !production,
    legalComments: "none",
    external: ["vscode"],
    // The "module" builds come first so that unused parts of the language server protocol are dropped.
    mainFields: ["module", "main"],
    conditions: ["node"],
    plugins: [shorterStart],
    ...(name === "cli.js" ? { banner: { js: "#!/usr/bin/env node" } } : {}),
  }));
}
