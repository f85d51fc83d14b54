// @ts-check
// npm run bench: how fast our server is, beside the peers of test/bench/package.json and beside bare YAML parsing, and
// how fast a network namespace is read, and an engine with very many containers followed, beside Docker's command line.
//   npm run bench [-- --json FILE] [--services N[,N...]] [--peer NAME]... [--server FILE] [--before FILE] [--case TEXT]
//     [SUITE...]
// With --server another build's dist/server.js is measured instead of the one that is built here; with --before another one
// beside it, as a peer, to compare two commits in one run. --case takes of the suite `sizes` only cases with this in their name.
import { accessSync, constants, writeFileSync } from "node:fs";
import path from "node:path";
import { readOptions } from "./commandLine.mjs";
import { checkout, workFolder } from "./checkout.mjs";
import { run, step } from "./child.mjs";
import { ensureInstalled } from "./npm.mjs";
import { measureEngineSide } from "../test/bench/engineSide.mjs";
import { measureHostPorts } from "../test/bench/hostPorts.mjs";
import { measurePaths } from "../test/bench/paths.mjs";
import { scoreMistakes } from "../test/bench/mistakes.mjs";
import { measureNamespaces } from "../test/bench/namespaces.mjs";
import {
  generateFolders,
  generateProject,
  generateWithEnvFiles,
  generateWithFindings,
} from "../test/bench/project.mjs";
import { measureSizes } from "../test/bench/sizes.mjs";
import {
  measureBareYaml,
  measureCheck,
  measureCheckOfFolders,
  measureEditing,
  measureStart,
  suiteNames,
} from "../test/bench/suites.mjs";
import {
  anotherBuild,
  checkOf,
  commandLines,
  dockerLanguageServer,
  ours as built,
  peers,
} from "../test/bench/subjects.mjs";

/** @typedef {import("../test/bench/repeat.mjs").Sample} Sample */
/**
 * @typedef {object} Row
 * @property {string} suite
 * @property {string} case
 * @property {string} metric
 * @property {string} unit
 * @property {number | null} ours null where ours did not end in time
 * @property {number | null} [peer] null where the peer gave up; absent where there is nothing to compare with
 * @property {string} peerName
 * @property {number | null} ratio ours to the peer's: below 1 we are better
 */

const bareYaml = "yaml parseDocument";
/** Suites that ask for nothing but findings. */
const editing = ["open", "edit", "line", "memory"];
/** Suites for which no document is opened. */
const withoutEditor = [
  "start",
  "check",
  "check-folders",
  "sizes",
  "namespace",
  "host-ports",
  "paths",
  "engine",
  "mistakes",
];
const { values, positionals } = readOptions(
  {
    options: {
      json: { type: "string" },
      services: { type: "string", default: "50,1000,5000" },
      peer: { type: "string", multiple: true },
      server: { type: "string" },
      before: { type: "string" },
      case: { type: "string" },
    },
    allowPositionals: true,
  },
  "npm run bench [-- --json FILE] [--services N[,N...]] [--peer NAME]... [--server FILE] [--before FILE] [--case TEXT] [SUITE...]",
);
const allNames = [...suiteNames, "sizes", "namespace", "host-ports", "paths", "engine", "mistakes"];
const unknown = positionals.filter((name) => !allNames.includes(name));
if (unknown.length > 0) {
  console.error(`There is no suite called ${unknown.join(", ")}. Choose from: ${allNames.join(" ")}.`);
  process.exit(2);
}
const ours = values.server === undefined ? built : { ...built, script: path.resolve(values.server) };
const before = values.before === undefined ? undefined : anotherBuild(path.resolve(values.before));
const installed = isOnPath(dockerLanguageServer.name);
const chosen = [...peers, ...(installed ? [dockerLanguageServer] : [])]
  .filter(({ name }) => values.peer?.includes(name) ?? true)
  .concat(before ?? []);
const suites = positionals.length > 0 ? positionals : allNames;
const ofServer = suites.some((suite) => suiteNames.includes(suite));

process.chdir(checkout);
// The server keeps there what makes its next start shorter: not in the home of whoever measures.
process.env.XDG_CACHE_HOME = workFolder("cache");
if (ofServer || suites.includes("sizes") || suites.includes("mistakes"))
  await ensureInstalled(path.join(checkout, "test", "bench"), "Installing the peers");
await step("Building for release", () => run(process.execPath, ["scripts/build.mjs", "--production"]));

/** @type {Row[]} */
const rows = [];
if (suites.includes("start")) {
  await step("Start", async () => {
    const mine = await measureStart(ours);
    for (const peer of chosen) add("-", peer.name, mine, await measureStart(peer));
  });
}
for (const services of ofServer ? values.services.split(",").map(Number) : []) {
  for (const anchors of [false, true]) await measureProject(generateProject(services, anchors), suites);
  await measureProject(
    generateWithFindings(services),
    suites.filter((suite) => editing.includes(suite)),
  );
}
if (ofServer) await measureProject(generateWithEnvFiles(300), suites);
if (suites.includes("check-folders")) {
  await step("2,600 files in 900 folders", async () => {
    const files = generateFolders(900);
    const mine = await measureCheckOfFolders(checkOf(ours), files);
    const theirs = before === undefined ? undefined : await measureCheckOfFolders(checkOf(before), files);
    add("2,600 files in 900 folders", before?.name ?? "", mine, theirs);
  });
}
if (suites.includes("sizes")) {
  for (const figures of await measureSizes(ours, step, values.case)) addSize(figures);
}
if (suites.includes("namespace")) {
  for (const { case: name, peerName, ours: mine, peer, unit } of await measureNamespaces()) {
    const theirs = peer === undefined ? undefined : { suite: "namespace", times: peer, unit };
    add(name, peerName, { suite: "namespace", times: mine, unit }, theirs);
  }
}

if (suites.includes("host-ports")) {
  for (const { case: name, peerName, ours: mine, peer, unit } of await measureHostPorts()) {
    const theirs = peer === undefined ? undefined : { suite: "host-ports", times: peer, unit };
    add(name, peerName, { suite: "host-ports", times: mine, unit }, theirs);
  }
}

if (suites.includes("paths")) {
  for (const { case: name, ours: mine, unit } of await measurePaths()) {
    add(name, "", { suite: "paths", times: mine, unit }, undefined);
  }
}

if (suites.includes("engine")) {
  for (const { case: name, peerName, ours: mine, peer, unit } of await measureEngineSide()) {
    const theirs = peer === undefined ? undefined : { suite: "engine", times: peer, unit };
    add(name, peerName, { suite: "engine", times: mine, unit }, theirs);
  }
}
if (suites.includes("mistakes")) {
  for (const { rule, wanted, ours: found, peers: others } of await scoreMistakes(step)) {
    for (const { name, found: theirs } of others) {
      const ratio = theirs === 0 ? null : Math.round((found / theirs) * 100) / 100;
      const row = { suite: "mistakes", case: rule, metric: `found of ${wanted}`, unit: "lines", ours: found };
      rows.push({ ...row, peer: theirs, peerName: name, ratio });
    }
  }
}

printTable(rows);
save();

/** Also after each part: a run takes many minutes, and may be cut short. */
function save() {
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
}

/**
 * @param {import("../test/bench/project.mjs").GeneratedProject} project
 * @param {readonly string[]} wanted
 */
async function measureProject(project, wanted) {
  if (wanted.some((suite) => !withoutEditor.includes(suite))) {
    const mine = await step(`${project.name}: ${ours.name}`, () => measureEditing(ours, project, wanted));
    const floor = await step(`${project.name}: ${bareYaml}`, () => measureBareYaml(project));
    for (const sample of mine) {
      const times = sample.suite === "memory" ? { times: [floor.peak] } : floor;
      add(project.name, bareYaml, sample, { ...sample, ...times });
    }
    for (const peer of chosen) {
      const title = `${project.name}: ${peer.name}`;
      const theirs = await step(title, () => orNothing(measureEditing(peer, project, wanted)));
      for (const sample of mine) {
        const same = theirs?.find(({ suite }) => suite === sample.suite);
        if (same !== undefined || !peer.featuresOnly) add(project.name, peer.name, sample, same);
      }
    }
  }
  // dclint takes many seconds for the largest.
  if (wanted.includes("check") && project.services <= 1000) {
    await step(`${project.name}: command lines`, async () => {
      const mine = await measureCheck(checkOf(ours), project);
      add(project.name, commandLines.dclint.name, mine, await measureCheck(commandLines.dclint.args, project));
      if (before !== undefined) add(project.name, before.name, mine, await measureCheck(checkOf(before), project));
    });
  }
  save();
}

/** @param {string} program */
function isOnPath(program) {
  return (process.env.PATH ?? "").split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * A peer that gives up, for example out of memory, has no figure; the bench goes on.
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T | undefined>}
 */
async function orNothing(work) {
  try {
    return await work;
  } catch (error) {
    console.log(`  ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/**
 * @param {string} name
 * @param {string} peerName
 * @param {Sample} mine
 * @param {Sample | undefined} theirs
 */
function add(name, peerName, mine, theirs) {
  /** @type {[string, readonly number[] | undefined, readonly number[] | undefined, number][]} */
  const figures =
    mine.unit === "MB"
      ? [["peak", mine.times, theirs?.times, 0.5]]
      : [
          ["median", mine.times, theirs?.times, 0.5],
          ["p95", mine.times, theirs?.times, 0.95],
          ["processor", mine.processor, theirs?.processor, 0.5],
        ];
  for (const [metric, own, others, share] of figures) {
    if (own === undefined) continue;
    const value = quantile(own, share);
    const other = others === undefined ? null : quantile(others, share);
    const ratio = other === null ? null : value / other;
    const row = { suite: mine.suite, case: name, metric, unit: mine.unit, ours: rounded(value), peerName, ratio };
    // Where there is nothing to compare with, nobody gave up.
    rows.push(peerName === "" ? row : { ...row, peer: rounded(other) });
  }
}

/** @param {import("../test/bench/sizes.mjs").SizeFigures} figures */
function addSize({ case: name, ours: mine, why, waits, floor }) {
  if (why !== undefined) console.log(`  ${name}: ${why}`);
  for (const [metric, unit] of /** @type {const} */ ([
    ["took", "ms"],
    ["peak", "MB"],
  ])) {
    const [value, other] = [mine?.[metric], floor?.[metric]];
    const ratio = value === undefined || other === undefined ? null : value / other;
    const row = { suite: "sizes", case: name, metric, unit, peerName: bareYaml, ratio };
    rows.push({ ...row, ours: rounded(value), peer: rounded(other) });
  }
  for (const [metric, waited] of /** @type {const} */ ([
    ["a small document waited", waits.longest],
    ["of that by us alone", waits.longestOwn],
  ])) {
    rows.push({ suite: "sizes", case: name, metric, unit: "ms", ours: rounded(waited), peerName: "", ratio: null });
  }
  save();
}

/**
 * The value below which this share of the sample lies, by the nearest rank.
 * @param {readonly number[]} times
 * @param {number} share
 */
function quantile(times, share) {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** @param {number | null | undefined} value */
function rounded(value) {
  return value === null || value === undefined ? null : Math.round(value * 100) / 100;
}

/**
 * @param {number | null} value
 * @param {string} unit
 */
function figure(value, unit) {
  return value === null ? "gave up" : `${value} ${unit}`;
}

/** @param {readonly Row[]} all */
function printTable(all) {
  const lines = all.map((row) => [
    row.suite,
    row.case,
    row.metric,
    figure(row.ours, row.unit),
    row.peer === undefined ? "" : figure(row.peer, row.unit),
    row.peerName,
    row.ratio === null ? "" : row.ratio.toFixed(3),
  ]);
  const table = [["suite", "case", "metric", "hostside", "peer", "peer's name", "ratio"], ...lines];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0))) ?? [];
  console.log("");
  for (const line of table)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}
