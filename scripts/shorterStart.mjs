// @ts-check
// What bundles leave out of the protocol's library, so that the language server starts sooner.
import path from "node:path";
import { checkout } from "./checkout.mjs";

const library = "vscode-languageserver";
const namespace = "exported-once";

/** @type {import("esbuild").Plugin} */
export const shorterStart = {
  name: "shorter-start",
  setup(build) {
    // Of a CommonJS package esbuild copies all exports for each file that imports it: here once, for all of ours.
    build.onResolve({ filter: /^vscode-languageserver$/ }, ({ importer, namespace: from }) =>
      from === namespace || importer.includes("node_modules") ? undefined : { path: library, namespace },
    );
    build.onLoad({ filter: /^/, namespace }, () => ({
      contents: `export * from "${library}";`,
      resolveDir: path.join(checkout, "server"),
    }));
    // It finds packages of a workspace by starting npm, which nobody asks it for, and takes node:child_process for that.
    build.onLoad({ filter: /[\\/]vscode-languageserver[\\/]lib[\\/]node[\\/]files\.js$/ }, () => ({ contents: "" }));
  },
};
