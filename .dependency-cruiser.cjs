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

/**
 * Node's own modules: the pure layers may not read files, the network, the process or the clock. `shared/terminal` is
 * where both command lines print.
 */
const pure = { path: `^(server/src/(compose|network|linter|rules|language)/|shared/(?!terminal/))` };

/** Each layer of a side, lowest first: none imports one that stands after it. */
const inOrder = (side, layers) =>
  layers.slice(0, -1).map((layer, index) =>
    from(
      side(layer),
      layers
        .slice(index + 1)
        .flat()
        .map(side),
      `${layer} knows nothing that stands above it`,
    ),
  );

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    // A folder is a room with one way in: what it needs of another one, that one does not need of it.
    { name: "no-cycles-of-folders", scope: "folder", severity: "error", from: {}, to: { circular: true } },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^vscode$" } },
    { name: "pure-no-node", severity: "error", from: pure, to: { dependencyTypes: ["core"] } },
    { name: "pure-no-lsp", severity: "error", from: pure, to: { path: "node_modules/vscode-" } },
    ...inOrder(server, ["compose", "network", "linter", "rules", "language", "workspace", "session", "server"]),
    ...["features", "cli"].map((layer) =>
      from(
        server(layer),
        ["session", "server", layer === "cli" ? "features" : "cli"].map(server),
        `${layer} is on top`,
      ),
    ),
    ...["compose", "network", "linter", "rules", "language", "workspace"].map((layer) => ({
      ...from(
        server(layer),
        ["features", "cli"].map(server),
        "it serves the editor and the terminal and knows neither",
      ),
      name: `${layer}-below-both`,
    })),
    {
      ...from(server("linter"), [server("rules")], "the linter runs any rules"),
      name: "linter-knows-no-rule",
    },
    from(
      server("start"),
      ["compose", "network", "linter", "rules", "language", "workspace", "features", "session", "server", "cli"].map(
        server,
      ),
      "what starts the server is there before the server is",
    ),
    ...inOrder(client, ["docker", "netns", "insight", "monitor", "walk", "views", "commands", "extension"]),
    from(
      client("inspect"),
      ["monitor", "walk", "views", "commands", "extension"].map(client),
      "a terminal asks once and has no views",
    ),
    ...["docker", "netns", "insight", "monitor", "walk", "views", "commands", "extension"].map((layer) => ({
      ...from(client(layer), [client("inspect")], "what the terminal prints is made for it alone"),
      name: `${layer}-not-inspect`,
    })),
    from(
      client("agents"),
      ["mcp", "languageModel", "monitor", "walk", "views", "commands", "extension"].map(client),
      "what tools answer is the same in an editor and over the protocol",
    ),
    from(
      client("mcp"),
      ["languageModel", "monitor", "walk", "views", "commands", "extension"].map(client),
      "an agent asks and has no views",
    ),
    from(
      client("languageModel"),
      ["mcp", "commands", "extension"].map(client),
      "VS Code is given the tools by its own way",
    ),
    ...["docker", "netns", "insight", "inspect", "monitor", "walk", "views", "commands"].map((layer) => ({
      ...from(
        client(layer),
        ["agents", "mcp", "languageModel"].map(client),
        "what agents are answered with is made for them alone",
      ),
      name: `${layer}-not-agents`,
    })),
    {
      ...from(
        client("platform"),
        ["docker", "netns", "insight", "monitor", "walk", "views", "commands", "extension"].map(client),
        "what it hands in is handed to all of them",
      ),
      name: "platform-direction",
    },
    {
      name: "platform-as-parameters",
      comment: "below the views, only what is handed in is known of the editor",
      severity: "error",
      from: { path: "^client/src/(docker|netns|insight|monitor|walk)/" },
      to: { path: "^client/src/platform/", pathNot: "^client/src/platform/(logger|localizer)\\.ts$" },
    },
    from("server", ["client"], "the server never knows the client"),
    from("client", ["server"], "the client knows what is shared and nothing else of the server"),
    from("shared", ["client", "server"], "what is shared knows neither side"),
    {
      name: "no-vscode-below-views",
      severity: "error",
      from: { path: "^client/src/(docker|netns|insight|monitor|walk|inspect|agents|mcp)(/|\\.ts$)" },
      to: { path: "(^vscode$|node_modules/@types/vscode)" },
    },
    {
      name: "http-in-one-place",
      comment: "what is asked of an engine is bounded, and goes to that engine alone",
      severity: "error",
      from: {
        path: "^client/src/",
        pathNot: "^client/src/docker/(api/(httpExchange|httpProbe|answer|connection)|endpoint/ssh)\\.ts$",
      },
      to: { path: "^(node:)?https?$" },
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
