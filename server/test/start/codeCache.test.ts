import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

/** A process for each start, as in life: the code of a program that already runs is not compiled again. */
let folder: string;
let starter: string;
let program: string;
let cache: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "hostside-code-"));
  starter = path.join(folder, "starter.js");
  const contents = `
    import { runCached } from "./codeCache";
    runCached(process.argv[2], process.argv[3] || undefined);`;
  await build({
    stdin: { contents, resolveDir: path.join(import.meta.dirname, "../../src/start"), loader: "ts" },
    bundle: true,
    platform: "node",
    target: "node20",
    outfile: starter,
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  const own = mkdtempSync(path.join(folder, "case-"));
  program = path.join(own, "program.js");
  cache = path.join(own, "cache");
  writeFileSync(program, programSaying("first"));
});

/** As long whatever it says: V8 itself compares no more than the length. */
function programSaying(word: string): string {
  return `const path = require("node:path");\nfunction say() { console.log(path.basename(__filename), "${word}"); }\nsay();\n`;
}

function start(cacheFolder: string = cache): string {
  return execFileSync(process.execPath, [starter, program, cacheFolder], { encoding: "utf8" }).trim();
}

function kept(): string[] {
  return existsSync(cache) ? readdirSync(cache) : [];
}

function keptFile(): string {
  const [name] = kept();
  if (name === undefined) throw new Error("nothing is kept");
  return path.join(cache, name);
}

test("the first start keeps one file that nobody else may read, and the second one takes it", () => {
  expect(start()).toBe("program.js first");
  expect(kept()).toEqual([expect.stringMatching(/^program-[0-9a-f]+\.code$/u)]);
  expect(statSync(keptFile()).mode & 0o777).toBe(0o600);
  expect(statSync(cache).mode & 0o777).toBe(0o700);
  utimesSync(keptFile(), 1000, 1000);
  expect(start()).toBe("program.js first");
  // A file that was taken is not written again.
  expect(statSync(keptFile()).mtimeMs).toBe(1_000_000);
});

test("a program that changed is compiled anew, be it as long as before", () => {
  start();
  const before = readFileSync(keptFile());
  writeFileSync(program, programSaying("other"));
  expect(start()).toBe("program.js other");
  expect(kept()).toHaveLength(1);
  expect(readFileSync(keptFile()).equals(before)).toBe(false);
});

test.each([
  ["empty", () => Buffer.alloc(0)],
  ["cut off", (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ["flipped", (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at > 200 && at % 7 === 0 ? byte ^ 0xff : byte)))],
  ["something else", () => Buffer.from("x".repeat(5000))],
])("a kept file that is %s is not run, and made anew", (_, spoil) => {
  start();
  const sound = readFileSync(keptFile());
  writeFileSync(keptFile(), spoil(sound));
  expect(start()).toBe("program.js first");
  expect(readFileSync(keptFile())).toHaveLength(sound.length);
});

test("it starts without a folder, and where the folder cannot be made", () => {
  expect(start("")).toBe("program.js first");
  const file = path.join(path.dirname(program), "file");
  writeFileSync(file, "");
  expect(start(path.join(file, "below"))).toBe("program.js first");
});

test("what a V8 of long ago left is removed, what another one uses stays, and so does what is not ours", () => {
  mkdirSync(cache);
  const names = ["program-aa.code", "program-bb.code", "other-aa.code", "notes.txt"];
  for (const name of names) writeFileSync(path.join(cache, name), "");
  for (const name of names) if (name !== "program-bb.code") utimesSync(path.join(cache, name), 1000, 1000);
  start();
  expect(kept()).toEqual(expect.arrayContaining(["program-bb.code", "other-aa.code", "notes.txt"]));
  expect(kept()).toHaveLength(4);
});
