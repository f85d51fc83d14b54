// @ts-check
// npm run package: bundles for release and makes the .vsix; prints what it holds and its size.
import { mkdirSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { checkout } from "./checkout.mjs";
import { run } from "./child.mjs";
import { ensureInstalled } from "./npm.mjs";

/**
 * Makes the .vsix in this folder; the bundles in dist/ are those for release afterwards.
 * @param {string} folder
 * @returns {Promise<string>} the file
 */
export async function makePackage(folder) {
  await run(process.execPath, ["scripts/build.mjs", "--production"], { cwd: checkout });
  /** @type {unknown} */
  const manifest = JSON.parse(await readFile(path.join(checkout, "package.json"), "utf8"));
  const { name, version } = /** @type {{ name: string, version: string }} */ (manifest);
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}-${version}.vsix`);
  const vsce = path.join(checkout, "node_modules/@vscode/vsce/vsce");
  // The bundles hold every dependency.
  await run(process.execPath, [vsce, "package", "--no-dependencies", "--out", file], { cwd: checkout, show: true });
  console.log(`${path.relative(checkout, file)}: ${Math.round((await stat(file)).size / 1024)} kB`);
  return file;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await ensureInstalled(checkout, "Installing npm packages");
  await makePackage(checkout);
}
