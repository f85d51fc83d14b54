// The import direction of docs/architecture.md, held by `npm run check:imports`.
const from = (path, notTo, comment) => ({
  name: `${path.replace(/\W+/g, "-")}-direction`,
  comment,
  severity: "error",
  from: { path: `^${path}/` },
  to: { path: notTo.map((folder) => `^${folder}(/|\\.ts$|$)`) },
});
const server = (folder) => `server/src/${folder}`;
const client = (folder) => `client/src/${folder}`;

/** Node's own modules: the pure layers may not read files, the network, the process or the clock. */
const pure = { path: `^server/src/(compose|network|rules)/` };

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^vscode$" } },
    { name: "pure-no-node", severity: "error", from: pure, to: { dependencyTypes: ["core"] } },
    { name: "pure-no-lsp", severity: "error", from: pure, to: { path: "node_modules/vscode-" } },
    from(
      server("compose"),
      ["network", "rules", "features", "server", "cli", "workspace"].map(server),
      "compose knows nothing above it",
    ),
    from(
      server("network"),
      ["rules", "features", "server", "cli", "workspace"].map(server),
      "network knows compose only",
    ),
    from(
      server("rules"),
      ["features", "server", "cli", "workspace"].map(server),
      "rules know network and compose only",
    ),
    from(
      server("features"),
      ["server", "cli"].map(server),
      "a feature is registered by the server, it does not reach for it",
    ),
    from(
      server("workspace"),
      ["features", "server", "cli"].map(server),
      "workspace serves the editor and the terminal and knows neither",
    ),
    from(
      server("start"),
      ["compose", "network", "rules", "workspace", "features", "server", "cli"].map(server),
      "what starts the server is there before the server is",
    ),
    from(server("cli"), ["features", "server"].map(server), "the command line does without the protocol"),
    from("server/src", ["client/src"], "the server never knows the client"),
    from(
      client("docker"),
      ["netns", "insight", "views", "commands", "extension"].map(client),
      "docker is the lowest layer",
    ),
    from(client("netns"), ["insight", "views", "commands", "extension"].map(client), "netns knows docker only"),
    from(client("insight"), ["views", "commands", "extension"].map(client), "insight knows netns and docker only"),
    from(client("views"), ["commands", "extension"].map(client), "views are driven by commands, not the other way"),
    from(client("commands"), ["extension"].map(client), "extension.ts composes"),
    {
      name: "no-vscode-below-views",
      severity: "error",
      from: { path: "^client/src/(docker|netns|insight)/" },
      to: { path: "(^vscode$|node_modules/@types/vscode)" },
    },
    {
      name: "http-in-one-place",
      comment: "what is asked of an engine is bounded, and goes to that engine alone",
      severity: "error",
      from: { path: "^client/src/", pathNot: "^client/src/docker/(httpExchange|answer|connection|ssh)\\.ts$" },
      to: { path: "^(node:)?https?$" },
    },
    {
      name: "client-imports-protocol-only",
      severity: "error",
      from: { path: "^client/src/" },
      to: { path: "^server/", pathNot: "^server/src/protocol\\.ts$" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      extensions: [".ts", ".mjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["node", "import", "require", "types", "default"],
    },
  },
};
