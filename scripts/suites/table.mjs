// @ts-check
// The suites of `npm test`, in the order in which they run; those that stand in lanes run side by side.
import path from "node:path";
import { checkout } from "../checkout.mjs";
import { engineVersionVariable, openEngine, openTestEngine, sharedSocketVariable } from "../engine/open.mjs";
import { whyNoPackages } from "../engine/packages.mjs";
import { findEngine } from "../engine/programs.mjs";
import { newest, oldest } from "../window/install.mjs";
import { checkProgram, checkWith } from "./check.mjs";
import { notRun, sum, withoutEmptiness } from "./count.mjs";
import { engineFiles } from "./engineFiles.mjs";
import { runLook } from "./look.mjs";
import { runPackaging } from "./packaging.mjs";
import { runStart } from "./start.mjs";
import { runVitest } from "./vitest.mjs";
import { runInWindow } from "./vscode.mjs";

/** @typedef {import("./count.mjs").Count} Count */
/** @typedef {import("./lanes.mjs").Suite} Suite */

/** @type {Promise<import("../engine/open.mjs").PrivateEngine> | undefined} */
let engine;
/** @type {Promise<Count> | undefined} */
let built;

/** Stand for other extensions that know Compose files. */
const standIns = ["docker.docker-0.0.1", "redhat.vscode-yaml-0.0.1", "ms-azuretools.vscode-containers-0.0.1"].map(
  (name) => path.join(checkout, "test", "beside", name),
);

/** A window for each set of these, one after the other. */
async function besideOthers() {
  const counts = [];
  for (let set = 0; set < 1 << standIns.length; set++) {
    const present = standIns.filter((_, index) => (set & (1 << index)) !== 0);
    const env = { HOSTSIDE_TEST_BESIDE: present.join(path.delimiter) };
    counts.push(withoutEmptiness(await runInWindow({ vscode: newest, suite: "beside", env })));
  }
  return sum(counts);
}

/** One engine for all suites that need one, started by the first of them. @returns {Promise<NodeJS.ProcessEnv>} */
async function withEngine() {
  engine ??= openTestEngine();
  const { socket, host } = await engine;
  return { DOCKER_HOST: host, [sharedSocketVariable]: socket };
}

/**
 * A part of the engine suite on another version of Docker, beside the engine that the suites share: with its own bridge,
 * control group and data.
 * @param {number} major
 * @param {"shared" | "own"} part
 */
async function onEngine(major, part) {
  const reason = whyNoPackages();
  if (reason !== undefined) return notRun(`${reason} Docker Engine ${major} comes from Debian's packages.`);
  const found = await findEngine(major);
  if ("unavailable" in found) return notRun(found.unavailable);
  const env = { [engineVersionVariable]: String(major) };
  const files = engineFiles(part, true);
  // The tutorial's ports are held already where the shared engine runs.
  if ((await engine?.catch(() => undefined)) === undefined) return runVitest(["engine"], env, files);
  const own = await openEngine(found.folder);
  try {
    return await runVitest(["engine"], { ...env, [sharedSocketVariable]: own.socket }, files);
  } finally {
    await own.stop();
  }
}

const unused = ["--config", "knip.config.mjs", "--no-progress"];

/** The bundles in dist/ are made once a run. */
function buildOnce() {
  built ??= checkProgram(["scripts/build.mjs"]);
  return built;
}

/** Every suite there is. @type {readonly Suite[]} */
export const suites = [
  { name: "types", title: "TypeScript, also in the scripts", run: () => checkWith("tsc", ["--noEmit", "-p", "."]) },
  {
    name: "imports",
    title: "imports point one way",
    run: () => checkWith("depcruise", ["--config", ".dependency-cruiser.cjs", "client/src", "server/src", "shared"]),
  },
  { name: "build", title: "the bundles", run: buildOnce },
  { name: "unit", title: "client and server", run: () => afterBuild(() => runVitest(["client", "server"])) },
  {
    name: "protocol",
    title: "the built server over stdio and the built command line",
    run: () => afterBuild(() => runVitest(["protocol"])),
  },
  {
    name: "engine",
    title: "on a real Docker engine",
    lane: "one engine",
    run: async () => runVitest(["engine"], await withEngine(), engineFiles("shared", false)),
  },
  {
    name: "engine-28",
    title: "the same on Docker 28, where it can be had",
    lane: "one engine",
    run: () => onEngine(28, "shared"),
  },
  {
    name: "own-engine-28",
    title: "on engines that are killed, in swarms, far away: Docker 28, where it can be had",
    lane: "own engines",
    run: () => onEngine(28, "own"),
  },
  {
    name: "own-engine",
    title: "on engines that are killed, in swarms, far away",
    lane: "own engines",
    run: async () => runVitest(["engine"], await withEngine(), engineFiles("own", false)),
  },
  { name: "podman", title: "on a real Podman", lane: "own engines", run: () => runVitest(["podman"]) },
  {
    name: "lint",
    title: "ESLint, Prettier, and knip: nothing that nobody uses",
    lane: "computing",
    background: true,
    run: async () =>
      sum([
        await checkWith("eslint", ["."]),
        await checkWith("prettier", ["--check", "."]),
        await checkWith("knip", unused),
        await checkWith("knip", [...unused, "--production"]),
      ]),
  },
  {
    name: "agreement",
    title: "what we read in files against what the real Docker Compose reads",
    lane: "computing",
    background: true,
    run: () => runVitest(["agreement"]),
  },
  {
    name: "fuzz",
    title: "50,000 mutated Compose files",
    lane: "computing",
    background: true,
    run: () => runVitest(["fuzz"]),
  },
  { name: "vscode", title: "inside the newest VS Code", run: () => inVscode(newest) },
  { name: "vscode-oldest", title: "inside the oldest VS Code that is supported", run: () => inVscode(oldest) },
  {
    name: "restricted",
    title: "inside VS Code, in a workspace that is not trusted",
    run: () => inVscode(newest, "restricted", { HOSTSIDE_TEST_TRUST: "on" }),
  },
  {
    name: "beside",
    title: "inside VS Code, beside each set of other extensions that know Compose files",
    run: () => afterBuild(besideOthers),
  },
  {
    name: "look",
    title: "what a person sees and does in the window",
    run: () => afterBuild(async () => runLook(await withEngine())),
  },
  {
    name: "start",
    title: "npm start -- --screenshot FILE, as the README has it",
    run: () => afterBuild(async () => runStart(await withEngine())),
  },
  { name: "package", title: "the .vsix and the npm package, and what they hold", run: () => runPackaging() },
];

/**
 * @param {string} vscode
 * @param {string} [suite]
 * @param {NodeJS.ProcessEnv} [env]
 */
function inVscode(vscode, suite = "vscode", env = {}) {
  return afterBuild(async () => runInWindow({ vscode, suite, env: { ...(await withEngine()), ...env } }));
}

/** @param {() => Promise<Count>} work */
async function afterBuild(work) {
  const { failed } = await buildOnce();
  if (failed > 0) throw new Error("The build failed, so there is nothing to test.");
  return work();
}

/** Stops what the suites share. */
export async function closeSuites() {
  const opened = await engine?.catch(() => undefined);
  engine = undefined;
  await opened?.stop();
}
