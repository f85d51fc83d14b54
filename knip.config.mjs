// @ts-check
// What nobody uses: files, exports, packages. `npm test -- lint` asks twice: of everything, and, with --production, of what
// is shipped, where a test is no user.

const shipped = process.argv.includes("--production");

/** @type {import("knip").KnipConfig} */
const config = {
  workspaces: {
    ".": {
      // What is started as a process of its own, and what a tool finds by its name.
      entry: [
        "scripts/*.mjs",
        "scripts/*/{record,bridge,cleanup,podmanCleanup,podmanSupervisor,supervisor,ready}.mjs",
        "test/**/*.test.ts",
        "test/bench/*.mjs",
        "test/bench/{engineSide,hostPortReader,namespaceReader,pathReader}.ts",
        "test/{vscode,restricted,beside,installed}/index.ts",
        "test/engine/threeNodes.mjs",
        "test/protocol/faulty/{cli,server}.ts",
        "test/protocol/clock/server.ts",
        "test/vscode/runMocha.ts",
        "test/look/*.look.mjs",
        "test/soak/{index,subject}.ts",
      ],
      project: ["scripts/**/*.mjs", "test/**/*.{ts,mjs}", "shared/**/*.ts!"],
      // scripts/package.mjs starts the first by its path; the others are the client's and the server's, and tests of the whole take them there.
      ignoreDependencies: [
        "@vscode/vsce",
        "@modelcontextprotocol/sdk",
        "vscode-languageserver",
        "vscode-languageserver-protocol",
      ],
    },
    client: {
      entry: ["src/extension.ts!", "src/inspect.ts!", "src/mcp.ts!", "test/**/*.test.ts"],
      project: ["src/**/*.ts!", "test/**/*.ts"],
    },
    server: {
      entry: ["src/main.ts!", "src/cli.ts!", "src/start/server.ts!", "test/**/*.test.ts", "test/fuzz/worker.ts"],
      project: ["src/**/*.ts!", "test/**/*.ts"],
    },
  },
  // A type may be named for those who read what a function takes and answers. What is shipped may export for a test what it
  // uses itself.
  ignoreExportsUsedInFile: shipped || { interface: true, type: true },
  // `@forTests WHY` in a docstring: the product does not use it, and it belongs to the product all the same.
  tags: shipped ? ["-forTests"] : [],
  // The module that VS Code itself provides.
  ignoreDependencies: ["vscode"],
  // Programs of the system.
  exclude: ["binaries"],
};

export default config;
