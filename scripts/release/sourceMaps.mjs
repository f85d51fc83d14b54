// @ts-check
// The source maps of a release: one file beside the .vsix. In the package they would more than double its size.
import { readFile, writeFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { checkout } from "../checkout.mjs";

/** @typedef {import("node:module").SourceMapPayload} Payload */

/**
 * Gathers the maps of bundles into one file, with the sources as they lie in the checkout.
 * @param {readonly string[]} bundles
 * @param {string} file
 */
export async function writeSourceMaps(bundles, file) {
  const maps = await Promise.all(
    bundles.map(async (bundle) => {
      /** @type {unknown} */
      const parsed = JSON.parse(await readFile(`${bundle}.map`, "utf8"));
      const map = /** @type {Payload} */ (parsed);
      const sources = map.sources.map((source) =>
        path
          .relative(checkout, path.resolve(path.dirname(bundle), source))
          .split(path.sep)
          .join("/"),
      );
      return [path.basename(bundle), { ...map, sources }];
    }),
  );
  await writeFile(file, await promisify(gzip)(JSON.stringify(Object.fromEntries(maps)), { level: 9 }));
}

/**
 * Reads such a file.
 * @param {string} file
 * @returns {Promise<Map<string, SourceMap>>} by the name of the bundle
 */
export async function readSourceMaps(file) {
  const text = (await promisify(gunzip)(await readFile(file))).toString("utf8");
  /** @type {unknown} */
  const maps = JSON.parse(text);
  return new Map(
    Object.entries(/** @type {Record<string, Payload>} */ (maps)).map(([name, map]) => [name, new SourceMap(map)]),
  );
}

/** A place in a bundle, as a stack names it: `/any/where/dist/extension.js:1:234`. */
const place = /(?:[^\s()]*[\\/])?dist[\\/](\w+\.js):(\d+):(\d+)/gu;

/**
 * Replaces each place in a bundle by the one in the source; a place that no map knows stays as it is.
 * @param {string} stack
 * @param {ReadonlyMap<string, SourceMap>} maps
 */
export function mapStack(stack, maps) {
  return stack.replace(place, (/** @type {string} */ found, /** @type {string} */ bundle, line, column) => {
    const entry = maps.get(bundle)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !("originalSource" in entry)) return found;
    return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}
