// @ts-check
// Builds a program that asks compose-go, the library that Docker Compose reads files with, out of Debian's packages:
// Debian's docker-compose stays at 2.40, while compose-go there is that of Compose 5. Root is not needed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { checkout, workFolder } from "../checkout.mjs";
import { run, step } from "../child.mjs";
import { causeOf, whyNoDebian, withPrivateApt } from "../debian/privateApt.mjs";
import { withFileLock } from "../fileLock.mjs";
import { writeWhole } from "../wholeFile.mjs";
import { composeEnvironment, withoutFolders } from "./oracle.mjs";

/**
 * The program, the version of Compose that it reads as, and the two as one text.
 * @typedef {{ path: string, version: string, readsAs: [number, number, number] }} Library
 */
/** @typedef {import("./binary.mjs").NoCompose} NoCompose */

const source = path.join(checkout, "test", "agreement", "composeGo", "main.go");
const packageName = "golang-github-compose-spec-compose-go-dev";
const timeout = 120_000;

/**
 * The library of Compose 5. Quick once it was built; a newer one is fetched when `.work/compose` is removed.
 * @returns {Promise<Library | NoCompose>}
 */
export async function findLibrary() {
  const stamp = path.join(workFolder("compose"), `library-${await hashOfSource()}.json`);
  const known = await readStamp(stamp);
  if (known) return known;
  const reason = whyNoDebian();
  if (reason !== undefined) return { unavailable: `The library of Compose 5 cannot be had. ${reason}` };
  return withFileLock("compose-library", async () => {
    const meanwhile = await readStamp(stamp);
    if (meanwhile) return meanwhile;
    try {
      const library = await step("Building the library of Compose 5 from Debian's packages", build);
      await writeWhole(stamp, JSON.stringify(library));
      return library;
    } catch (error) {
      return { unavailable: `The library of Compose 5 could not be built from Debian's packages: ${causeOf(error)}` };
    }
  });
}

async function hashOfSource() {
  return createHash("sha256")
    .update(await readFile(source))
    .digest("hex")
    .slice(0, 12);
}

/** @type {(text: string) => Library} */
const parseLibrary = JSON.parse;

/**
 * @param {string} stamp
 * @returns {Promise<Library | undefined>}
 */
async function readStamp(stamp) {
  if (!existsSync(stamp)) return undefined;
  const library = parseLibrary(await readFile(stamp, "utf8"));
  return existsSync(library.path) ? library : undefined;
}

/**
 * Which Compose has this version of the library; undefined before Compose 5.
 * @param {string} version
 * @returns {[number, number, number] | undefined}
 */
function composeWith(version) {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (major !== 2 || minor < 10) return major > 2 ? [5, 1, 2] : undefined;
  if (minor > 10 || patch >= 2) return [5, 1, 2];
  return patch === 1 ? [5, 1, 1] : [5, 0, 0];
}

/** @returns {Promise<Library>} */
function build() {
  return withPrivateApt(workFolder("compose", "build-library"), "sid experimental", async (apt) => {
    const newest = await apt.newest(packageName);
    const version = newest.replace(/[-+~].*$/, "");
    const readsAs = composeWith(version);
    if (readsAs === undefined) throw new Error(`Debian has compose-go ${version}, which is older than Compose 5.`);
    const all = await apt.withDependencies(["golang-go", `${packageName}=${newest}`]);
    const needed = all.filter((name) => /^golang-(?:.*-dev|[\d.]+-(?:go|src))$/.test(name));
    const unpacked = await apt.unpack(needed.map((name) => (name === packageName ? `${name}=${newest}` : name)));
    const program = path.join(workFolder("compose", `compose-go-${version}-${await hashOfSource()}`), "answers");
    await compile(apt.work, unpacked, program);
    return { path: program, version: `${readsAs.join(".")} (compose-go ${version})`, readsAs };
  });
}

/**
 * Debian lays its Go packages out for GOPATH, in which an import of `.../v2` is found where the importing code has a
 * `go.mod` too.
 * @param {string} work
 * @param {string} unpacked
 * @param {string} program
 */
async function compile(work, unpacked, program) {
  const lib = path.join(unpacked, "usr", "lib");
  const root = (await readdir(lib)).find((name) => name.startsWith("go-"));
  if (root === undefined) throw new Error("the packages hold no Go.");
  const own = path.join(work, "own", "src", "answers");
  await mkdir(own, { recursive: true });
  await cp(source, path.join(own, "main.go"));
  await writeFile(path.join(own, "go.mod"), "module answers\n");
  await run(path.join(lib, root, "bin", "go"), ["build", "-o", program, "."], {
    cwd: own,
    env: {
      PATH: process.env.PATH,
      HOME: work,
      GOROOT: path.join(lib, root),
      GOPATH: `${path.join(work, "own")}:${path.join(unpacked, "usr", "share", "gocode")}`,
      GOCACHE: path.join(work, "built"),
      GO111MODULE: "off",
      GOTOOLCHAIN: "local",
      CGO_ENABLED: "0",
    },
  });
}

/** @typedef {{ config: import("./oracle.mjs").ComposeConfig } | { refused: string }} LibraryAnswer */

/** @type {(text: string) => LibraryAnswer} */
const parseAnswer = JSON.parse;

/** The library in one process, which is asked one question after the other; it is started with the first. */
export class LibraryProcess {
  /** @type {import("node:child_process").ChildProcessByStdio<import("node:stream").Writable, import("node:stream").Readable, null> | undefined} */
  #child;
  /** @type {{ resolve: (line: string) => void, reject: (error: Error) => void }[]} */
  #waiting = [];

  /** @param {Library} library */
  constructor(library) {
    this.library = library;
  }

  /** @type {import("./oracle.mjs").Ask} */
  ask = async ({ folder, files, profiles, env, root }, options) => {
    const question = {
      folder,
      files: files ?? [],
      profiles,
      environment: { ...composeEnvironment, ...env },
      consistency: !options.includes("--no-consistency"),
    };
    const answer = parseAnswer(await this.#line(JSON.stringify(question)));
    return "config" in answer ? answer : { refused: withoutFolders(answer.refused, folder, root) };
  };

  /** Ends the process. */
  close = () => {
    this.#child?.stdin.end();
    this.#child = undefined;
  };

  /**
   * @param {string} question
   * @returns {Promise<string>}
   */
  #line(question) {
    const child = (this.#child ??= this.#start());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => child.kill("SIGKILL"), timeout);
      const settled = (/** @type {(value: any) => void} */ settle) => (/** @type {any} */ value) => {
        clearTimeout(timer);
        settle(value);
      };
      this.#waiting.push({ resolve: settled(resolve), reject: settled(reject) });
      child.stdin.write(`${question}\n`);
    });
  }

  #start() {
    // Its memory is collected less often: a fifth of its time.
    const child = spawn(this.library.path, [], {
      env: { ...composeEnvironment, GOGC: "800" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    createInterface({ input: child.stdout }).on("line", (line) => this.#waiting.shift()?.resolve(line));
    const end = (/** @type {Error} */ error) => {
      this.#child = undefined;
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    };
    child.once("error", end);
    child.once("close", (code, signal) => end(new Error(`compose-go ended with ${signal ?? code}.`)));
    return child;
  }
}
