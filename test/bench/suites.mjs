// @ts-check
// What is measured of each program, and how.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { checkout } from "../../scripts/checkout.mjs";
import { run } from "../../scripts/child.mjs";
import { LspClient } from "./lspClient.mjs";
import { completionPlaces, editedMode, editedPlace, hoverPlaces, sharedPlace } from "./project.mjs";
import { commandLines } from "./subjects.mjs";

/** @typedef {import("./lspClient.mjs").Subject} Subject */
/** @typedef {import("./project.mjs").GeneratedProject} GeneratedProject */
/** @typedef {{ suite: string, times: readonly number[], unit: "ms" | "MB" }} Sample */

/** The least number of runs that a figure rests on; two more come first and are not counted. */
export const runs = 20;
const warmUps = 2;

/** The suites, as the command line names them. */
export const suiteNames = [
  "start",
  "open",
  "edit",
  "edit-shared",
  "line",
  "hover",
  "hover-edit",
  "completion",
  "completion-edit",
  "definition",
  "references",
  "rename",
  "memory",
  "check",
];

/**
 * Process start to the answer to `initialize`.
 * @param {Subject} subject
 * @returns {Promise<Sample>}
 */
export async function measureStart(subject) {
  const times = [];
  for (let index = -warmUps; index < runs; index += 1) {
    const from = performance.now();
    const client = new LspClient(subject);
    await client.initialize(pathToFileURL(tmpdir()).href);
    if (index >= 0) times.push(performance.now() - from);
    // As an editor ends it: a server may then keep what makes its next start shorter.
    await client.end();
  }
  return { suite: "start", times, unit: "ms" };
}

/**
 * Opening a document, typing into one service, typing into a block that all services share, and inserting a line at
 * the top, each until its diagnostics are there; then the most memory that the process held.
 * @param {Subject} subject
 * @param {GeneratedProject} project
 * @param {readonly string[]} wanted
 * @returns {Promise<Sample[]>}
 */
export async function measureEditing(subject, project, wanted) {
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-bench-"));
  const client = new LspClient(subject);
  /** @type {Sample[]} */
  const samples = [];
  try {
    await client.initialize(pathToFileURL(folder).href);
    client.initialized();
    const opened = await repeat(async (index) => {
      const { uri, text } = place(folder, project, index);
      const took = await client.measure(uri, "textDocument/didOpen", opening(subject, uri, text));
      client.notify("textDocument/didClose", { textDocument: { uri } });
      return took;
    });
    samples.push({ suite: "open", times: opened, unit: "ms" });

    const { uri, text } = place(folder, project, runs);
    await client.measure(uri, "textDocument/didOpen", opening(subject, uri, text));
    let version = 1;
    let linesAbove = 1;
    /** @type {(at: { line: number, character: number }, text: string) => Promise<number>} */
    const insert = (at, inserted) => {
      version += 1;
      const range = { start: at, end: at };
      return client.measure(uri, "textDocument/didChange", {
        textDocument: { uri, version },
        contentChanges: [{ range, text: inserted }],
      });
    };
    /** @type {(at: { line: number, character: number }) => Promise<number[]>} */
    const type = (at) =>
      repeat((index) =>
        insert({ line: at.line + linesAbove, character: at.character + index + warmUps }, String(Math.abs(index) % 10)),
      );
    samples.push({ suite: "edit", times: await type(editedPlace(project)), unit: "ms" });
    if (subject.pulls && client.diagnostics === 0) throw new Error(`${subject.name} found nothing in ${project.name}.`);
    if (project.anchors) samples.push({ suite: "edit-shared", times: await type(sharedPlace(project)), unit: "ms" });
    samples.push(...(await measureHover(client, uri, project, version, linesAbove)));
    samples.push(...(await measureNames(client, uri, project, linesAbove)));
    version += 2 * runs;
    samples.push(...(await measureCompletion(client, uri, project, version, linesAbove)));
    version += 2 * runs;
    const lines = await repeat((index) => {
      linesAbove += 1;
      return insert({ line: 0, character: 0 }, `# line ${index}\n`);
    });
    samples.push({ suite: "line", times: lines, unit: "ms" });
    samples.push({ suite: "memory", times: [client.peakMegabytes()], unit: "MB" });
  } finally {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return samples.filter(({ suite }) => wanted.includes(suite));
}

/**
 * Asking for a network that most services name: where it is given and used, and what changes with it. No peer here does that.
 * @param {LspClient} client
 * @param {string} uri
 * @param {GeneratedProject} project
 * @param {number} linesAbove
 * @returns {Promise<Sample[]>}
 */
async function measureNames(client, uri, { text }, linesAbove) {
  if (!client.subject.pulls) return [];
  const line = text.split("\n").findLastIndex((each) => each === "  backend:") + linesAbove;
  const at = { textDocument: { uri }, position: { line, character: 4 } };
  /** @type {[string, object][]} */
  const asked = [
    ["definition", at],
    ["references", { ...at, context: { includeDeclaration: true } }],
    ["rename", { ...at, newName: "other" }],
  ];
  /** @type {Sample[]} */
  const samples = [];
  for (const [suite, params] of asked) {
    const times = await repeat(async () => {
      const from = performance.now();
      const answer = await client.request(`textDocument/${suite}`, params);
      if (answer === null || answer === undefined) throw new Error(`${client.subject.name} knows no ${suite}.`);
      return performance.now() - from;
    });
    samples.push({ suite, times, unit: "ms" });
  }
  return samples;
}

/**
 * Pointing at words of a text that has been read, and at one right behind a key, without a wait for its diagnostics.
 * @param {LspClient} client
 * @param {string} uri
 * @param {GeneratedProject} project
 * @param {number} version
 * @param {number} linesAbove
 * @returns {Promise<Sample[]>}
 */
async function measureHover(client, uri, project, version, linesAbove) {
  const places = hoverPlaces(project, runs + warmUps).map((at) => ({ ...at, line: at.line + linesAbove }));
  const hover = (/** @type {number} */ index) =>
    client.request("textDocument/hover", { textDocument: { uri }, position: places[index + warmUps] });
  let answered = 0;
  const settled = await repeat(async (index) => {
    const from = performance.now();
    const answer = await hover(index);
    if (answer !== null && answer !== undefined) answered += 1;
    return performance.now() - from;
  });
  if (client.subject.pulls && answered < runs) throw new Error(`${client.subject.name} hovers at ${answered} places.`);
  const at = editedPlace(project);
  const end = { line: at.line + linesAbove, character: at.character };
  let typed = version;
  const typing = await repeat(async (index) => {
    typed += 1;
    const from = performance.now();
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: typed },
      contentChanges: [{ range: { start: end, end }, text: "1" }],
    });
    await hover(index);
    return performance.now() - from;
  });
  return [
    { suite: "hover", times: settled, unit: "ms" },
    { suite: "hover-edit", times: typing, unit: "ms" },
  ];
}

/**
 * What may be written at values that have been read, and at a mode right after a key, without a wait for its diagnostics.
 * @param {LspClient} client
 * @param {string} uri
 * @param {GeneratedProject} project
 * @param {number} version
 * @param {number} linesAbove
 * @returns {Promise<Sample[]>}
 */
async function measureCompletion(client, uri, project, version, linesAbove) {
  const complete = (/** @type {{ line: number, character: number }} */ position) =>
    client.request("textDocument/completion", { textDocument: { uri }, position });
  const places = completionPlaces(project, runs + warmUps).map((at) => ({ ...at, line: at.line + linesAbove }));
  let answered = 0;
  const settled = await repeat(async (index) => {
    const from = performance.now();
    const answer = await complete(places[index + warmUps] ?? { line: 0, character: 0 });
    if (answer !== null && answer !== undefined) answered += 1;
    return performance.now() - from;
  });
  if (client.subject.pulls && answered < runs)
    throw new Error(`${client.subject.name} completes at ${answered} places.`);
  const { line, character } = editedMode(project);
  const start = { line: line + linesAbove, character };
  let written = "host".length;
  let typed = version;
  const typing = await repeat(async (index) => {
    typed += 1;
    const text = `service:app-${index + warmUps}`;
    const range = { start, end: { ...start, character: character + written } };
    written = text.length;
    const from = performance.now();
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: typed },
      contentChanges: [{ range, text }],
    });
    await complete({ ...start, character: character + written });
    return performance.now() - from;
  });
  return [
    { suite: "completion", times: settled, unit: "ms" },
    { suite: "completion-edit", times: typing, unit: "ms" },
  ];
}

/**
 * Parsing alone, with the `yaml` package.
 * @param {GeneratedProject} project
 * @returns {Promise<{ times: number[], peak: number }>}
 */
export async function measureBareYaml(project) {
  return withFile(project, async (file) => {
    const script = path.join(checkout, "test", "bench", "bareYaml.mjs");
    return parseBareYaml((await run(process.execPath, [script, file, String(runs)])).output);
  });
}

/** @type {(text: string) => { times: number[], peak: number }} */
const parseBareYaml = JSON.parse;

/**
 * A command line's run on one file.
 * @param {"ours" | "dclint"} which
 * @param {GeneratedProject} project
 * @returns {Promise<Sample>}
 */
export async function measureCheck(which, project) {
  return withFile(project, async (file) => {
    const times = await repeat(async () => {
      const from = performance.now();
      await run(process.execPath, [...commandLines[which].args, file], { allowFailure: true });
      return performance.now() - from;
    });
    return { suite: "check", times, unit: "ms" };
  });
}

/**
 * @template T
 * @param {GeneratedProject} project
 * @param {(file: string) => Promise<T>} work
 */
async function withFile(project, work) {
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-bench-"));
  try {
    const file = path.join(folder, "compose.yaml");
    writeFileSync(file, project.text);
    return await work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {(index: number) => Promise<number>} measure
 * @returns {Promise<number[]>}
 */
async function repeat(measure) {
  const times = [];
  for (let index = -warmUps; index < runs; index += 1) {
    const took = await measure(index);
    if (index >= 0) times.push(took);
    // What a server does after its answer is not part of the next one's time.
    await wait(Math.min(50, took));
  }
  return times;
}

/**
 * A folder of its own with the project in it: a server that remembers texts or files has not seen this one.
 * @param {string} folder
 * @param {GeneratedProject} project
 * @param {number} index
 */
function place(folder, project, index) {
  const own = path.join(folder, `run${index + warmUps}`);
  mkdirSync(own);
  const text = `# ${own}\n${project.text}`;
  const file = path.join(own, "compose.yaml");
  writeFileSync(file, text);
  for (const [name, content] of Object.entries(project.files)) {
    mkdirSync(path.dirname(path.join(own, name)), { recursive: true });
    writeFileSync(path.join(own, name), content);
  }
  return { uri: pathToFileURL(file).href, text };
}

/**
 * @param {Subject} subject
 * @param {string} uri
 * @param {string} text
 */
function opening({ languageId }, uri, text) {
  return { textDocument: { uri, languageId, version: 1, text } };
}
