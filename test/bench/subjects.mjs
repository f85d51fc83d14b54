// @ts-check
// What is measured: our server and the peers of package.json.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { checkout } from "../../scripts/checkout.mjs";

/** @typedef {import("./lspClient.mjs").Subject} Subject */

const packages = path.join(checkout, "test", "bench", "node_modules");
const schema = pathToFileURL(path.join(packages, "dclint", "schemas", "compose.schema.json")).href;

/** @type {Subject} */
export const ours = {
  name: "hostside",
  script: path.join(checkout, "dist", "server.js"),
  pulls: true,
  languageId: "yaml",
  settings: { "hostside.rules": {} },
};

/** @type {readonly Subject[]} */
export const peers = [
  {
    name: "compose-language-service",
    script: path.join(packages, "@microsoft", "compose-language-service", "bin", "docker-compose-langserver"),
    pulls: false,
    languageId: "dockercompose",
    initializationOptions: { diagnosticDelay: 0 },
  },
  {
    // It waits 200 ms before it validates, and has no setting for that.
    name: "yaml-language-server",
    script: path.join(packages, "yaml-language-server", "bin", "yaml-language-server"),
    pulls: false,
    languageId: "dockercompose",
    settings: { yaml: { validate: true, schemas: { [schema]: "*.yaml" }, schemaStore: { enable: false } } },
  },
];

/** Command lines: what checks one file and exits. */
export const commandLines = {
  ours: { name: "hostside", args: [path.join(checkout, "dist", "cli.js"), "check"] },
  dclint: { name: "dclint", args: [path.join(packages, "dclint", "bin", "dclint.cjs")] },
};
