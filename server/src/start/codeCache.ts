import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";

/** Bytes of the digest in front of the code that V8 made. */
const digestLength = 32;

/** Late enough that what a start runs is compiled, early enough that V8 has not dropped it again. */
const keepAfterMs = 3000;

/** Another VS Code of the same user may have another V8, and use its file each day; a month later it is made again. */
const outdatedAfterMs = 30 * 24 * 3600 * 1000;

/**
 * Runs a CommonJS program as `require` would, with the code that V8 compiled at an earlier start: compiling is a quarter of
 * what the server needs to start. Node's own `module.enableCompileCache` came with Node 22.1, and VS Code 1.100 has Node 20.
 *
 * The code lies in one file a program and V8 (`cachedDataVersionTag`: version, flags and features of the processor) in
 * `folder`, and is made anew where the program is not the one that it was made from. Without a folder, or where it cannot
 * be read or written, the program just compiles.
 */
export function runCached(program: string, folder: string | undefined): void {
  const source = readFileSync(program);
  const file =
    folder && path.join(folder, `${path.basename(program, ".js")}-${cachedDataVersionTag().toString(16)}.code`);
  const kept = file === undefined ? undefined : readKept(file, source);
  const script = new Script(`(function (exports, require, module, __filename, __dirname) {${source.toString()}\n})`, {
    filename: program,
    ...(kept === undefined ? {} : { cachedData: kept }),
  });
  if (file !== undefined && (kept === undefined || script.cachedDataRejected === true)) {
    keepOnce(() => write(file, source, script.createCachedData()));
  }
  const module = { exports: {} };
  const run = script.runInThisContext() as (...scope: unknown[]) => void;
  run(module.exports, createRequire(program), module, program, path.dirname(program));
}

/** Calls `keep` a little after the start, or when the process ends before. */
function keepOnce(keep: () => void): void {
  const ending = (): void => {
    clearTimeout(timer);
    keep();
  };
  const timer = setTimeout(() => {
    process.off("exit", ending);
    keep();
  }, keepAfterMs);
  timer.unref();
  process.once("exit", ending);
}

/**
 * The code in `file`, where it was made from `source`. V8 compares only the length of the source and trusts the rest, so
 * the digest stands for both; a file of another user is not run.
 */
function readKept(file: string, source: Buffer): Buffer | undefined {
  try {
    const opened = openSync(file, "r");
    try {
      if (process.getuid !== undefined && fstatSync(opened).uid !== process.getuid()) return undefined;
      const bytes = readFileSync(opened);
      const code = bytes.subarray(digestLength);
      return digestOf(source, code).equals(bytes.subarray(0, digestLength)) ? code : undefined;
    } finally {
      closeSync(opened);
    }
  } catch {
    return undefined;
  }
}

/** Replaces the file at once: another start may read it, or write it too. */
function write(file: string, source: Buffer, code: Buffer): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, Buffer.concat([digestOf(source, code), code]), { mode: 0o600, flag: "wx" });
    renameSync(draft, file);
    removeOutdated(file);
  } catch {
    // A home that cannot be written (read-only, full) costs the next start what this one cost.
    removeDraft(draft);
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // `force` forgives a file that is not there, not a folder that is none.
  }
}

/** Removes what other versions of V8 left for the same program: each update of VS Code brings one. */
function removeOutdated(file: string): void {
  const folder = path.dirname(file);
  const program = path.basename(file).replace(/-\w+\.code$/u, "");
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${program}-`) || !/^\w+\.code/u.test(name.slice(program.length + 1))) continue;
    const other = path.join(folder, name);
    if (Date.now() - statSync(other).mtimeMs > outdatedAfterMs) rmSync(other, { force: true });
  }
}

function digestOf(source: Buffer, code: Buffer): Buffer {
  return createHash("sha256").update(source).update(code).digest();
}
