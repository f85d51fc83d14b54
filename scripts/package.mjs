// @ts-check
// npm run package: bundles for release and makes the .vsix and the npm package, and beside them the source maps of the
// bundles; prints what the .vsix holds, and the size of each.
import { mkdirSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { checkout } from "./checkout.mjs";
import { run } from "./child.mjs";
import { programs } from "./bundles.mjs";
import { ensureInstalled } from "./npm.mjs";
import { whyNotReady } from "./release/changelog.mjs";
import { makeNpmPackage } from "./release/npmPackage.mjs";
import { writeSourceMaps } from "./release/sourceMaps.mjs";

/**
 * Makes the .vsix and the npm package in this folder, where the changelog says what this version brings; the bundles in dist/ are those for
 * release afterwards.
 * @param {string} folder
 * @returns {Promise<{ file: string, npmPackage: string }>} the .vsix and the .tgz
 */
export async function makePackage(folder) {
  /** @type {unknown} */
  const manifest = JSON.parse(await readFile(path.join(checkout, "package.json"), "utf8"));
  const { name, version } = /** @type {{ name: string, version: string }} */ (manifest);
  const reason = whyNotReady(await readFile(path.join(checkout, "CHANGELOG.md"), "utf8"), version);
  if (reason !== undefined) throw new Error(reason);
  await run(process.execPath, ["scripts/build.mjs", "--production"], { cwd: checkout });
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}-${version}.vsix`);
  const vsce = path.join(checkout, "node_modules/@vscode/vsce/vsce");
  // The bundles hold every dependency.
  await run(process.execPath, [vsce, "package", "--no-dependencies", "--out", file], { cwd: checkout, show: true });
  const maps = path.join(folder, `${name}-${version}-source-maps.json.gz`);
  const bundles = Object.keys(programs).map((bundle) => path.join(checkout, "dist", bundle));
  await writeSourceMaps(bundles, maps);
  const npmPackage = await makeNpmPackage(folder);
  for (const made of [file, npmPackage, maps]) {
    console.log(`${path.relative(checkout, made)}: ${Math.round((await stat(made)).size / 1024)} kB`);
  }
  return { file, npmPackage };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await ensureInstalled(checkout, "Installing npm packages");
  await makePackage(checkout);
}
