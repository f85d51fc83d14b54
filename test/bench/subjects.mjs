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

/**
 * Docker's own language server is no npm package: it is measured where its program is installed, and only by what a
 * person asks for, since it takes other time for findings (it asks registries about images).
 * @type {Subject}
 */
export const dockerLanguageServer = {
  name: "docker-language-server",
  script: "",
  command: { program: "docker-language-server", args: ["start", "--stdio"] },
  pulls: false,
  featuresOnly: true,
  languageId: "dockercompose",
  initializationOptions: { dockercomposeExperimental: { composeSupport: true }, telemetry: "off" },
};

/**
 * Another build of ours.
 * @param {string} script its dist/server.js
 * @returns {Subject}
 */
export function anotherBuild(script) {
  return { ...ours, name: "before", script };
}

/** What checks files and exits: of ours, the command line that lies beside the server. @param {Subject} subject */
export function checkOf({ script }) {
  return [path.join(path.dirname(script), "cli.js"), "check"];
}

/** Command lines of others. */
export const commandLines = {
  dclint: { name: "dclint", args: [path.join(packages, "dclint", "bin", "dclint.cjs")] },
};
