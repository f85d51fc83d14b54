// @ts-check
// The npm package: the command line alone, as bundles that need nothing else installed. The checkout's own package.json is
// the extension's and stays private.
import { mkdtempSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { checkout, workFolder } from "../checkout.mjs";
import { run } from "../child.mjs";

/** What the package holds of `dist/`: what `hostside check`, `inspect`, `mcp` and `lsp` are. */
export const npmPrograms = ["cli.js", "inspect.js", "mcp.js", "server.js", "languageServer.js"];

/**
 * Packs bundles that are built, into this folder.
 * @param {string} folder
 * @returns {Promise<string>} the .tgz
 */
export async function makeNpmPackage(folder) {
  /** @type {unknown} */
  const manifest = JSON.parse(await readFile(path.join(checkout, "package.json"), "utf8"));
  const own = /** @type {Record<string, unknown> & { engines: { node: string } }} */ (manifest);
  const { name, version, license, homepage, repository, bugs, keywords, engines } = own;
  const published = {
    ...{ name, version },
    description: "Finds Docker networking mistakes in Compose files, and explains the network of a running engine",
    ...{ license, homepage, repository, bugs, keywords },
    bin: { hostside: "dist/cli.js" },
    files: npmPrograms.map((program) => `dist/${program}`),
    engines: { node: engines.node },
  };
  const root = mkdtempSync(path.join(workFolder(), "npm-"));
  try {
    await mkdir(path.join(root, "dist"));
    await writeFile(path.join(root, "package.json"), `${JSON.stringify(published, undefined, 2)}\n`);
    await writeFile(path.join(root, "README.md"), readme(String(homepage)));
    await cp(path.join(checkout, "LICENSE"), path.join(root, "LICENSE"));
    for (const program of npmPrograms) {
      await cp(path.join(checkout, "dist", program), path.join(root, "dist", program));
    }
    await run("npm", ["pack", "--pack-destination", folder], { cwd: root });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return path.join(folder, `${String(name)}-${String(version)}.tgz`);
}

/** @param {string} homepage */
function readme(homepage) {
  return `# hostside

Finds Docker networking mistakes in Compose files, and explains the network of a running engine.

\`\`\`console
$ npx hostside check          # the Compose files of this folder
$ npx hostside inspect --help # who has a port, why a container exited, who reaches whom
$ npx hostside mcp --help     # the same for agents, by the Model Context Protocol
$ npx hostside lsp --stdio    # the language server
\`\`\`

Everything about it, also the extension for VS Code: ${homepage}
`;
}
