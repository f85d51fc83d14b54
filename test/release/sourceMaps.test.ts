import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundleOptions } from "../../scripts/bundles.mjs";
import { mapStack, readSourceMaps, writeSourceMaps } from "../../scripts/release/sourceMaps.mjs";

const root = path.join(import.meta.dirname, "..", "..");
let folder: string;
let bundle: string;
let maps: Awaited<ReturnType<typeof readSourceMaps>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hostside-maps-"));
  const [options] = bundleOptions({ production: true, folder }).filter(({ outfile }) => outfile?.endsWith("cli.js"));
  if (options === undefined) throw new Error("there is no bundle of the command line");
  await build({ ...options, absWorkingDir: root });
  const file = path.join(folder, "maps.json.gz");
  await writeSourceMaps([path.join(folder, "cli.js")], file);
  maps = await readSourceMaps(file);
  bundle = await readFile(path.join(folder, "cli.js"), "utf8");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The place of a text, lines and columns from 1. */
function placeOf(text: string, of: string): { readonly line: number; readonly column: number } {
  const before = of.slice(0, of.indexOf(text)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

it("maps a frame of a released bundle to the line of the source", async () => {
  const source = "server/src/compose/syntax/document.ts";
  const sentence = "a place of another version of";
  const there = placeOf(sentence, bundle);
  const frame = `    at run (/home/me/.vscode/extensions/hostside.hostside-0.1.0/dist/cli.js:${there.line}:${there.column})`;
  const mapped = mapStack(`Error: broken\n${frame}\n    at node:internal/main:1:1`, maps);
  const { line } = placeOf(sentence, await readFile(path.join(root, source), "utf8"));
  expect(mapped).toMatch(
    new RegExp(`^Error: broken\\n    at run \\(${source}:${line}:\\d+\\)\\n    at node:internal`, "u"),
  );
});

it("leaves a place alone that no map knows", () => {
  const stack = "at a (/x/dist/other.js:1:2)\nat b (dist/cli.js:999999:1)";
  expect(mapStack(stack, maps).split("\n")[0]).toBe("at a (/x/dist/other.js:1:2)");
});

it("ships no map and no mention of one", () => {
  expect(bundle).not.toContain("sourceMappingURL");
});
