// @ts-check
// What is measured of each program, and how.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { checkout } from "../../scripts/checkout.mjs";
import { run } from "../../scripts/child.mjs";
import { LspClient } from "./lspClient.mjs";
import { measureCompletion, measureHover, measureNames } from "./features.mjs";
import { endedProgramsTime, processorTime } from "./processorTime.mjs";
import { editedPlace, sharedPlace } from "./project.mjs";
import { repeat, runs, warmUps } from "./repeat.mjs";

/** @typedef {import("./lspClient.mjs").Subject} Subject */
/** @typedef {import("./project.mjs").GeneratedProject} GeneratedProject */
/** @typedef {import("./repeat.mjs").Sample} Sample */
/** @typedef {import("./features.mjs").OpenDocument} OpenDocument */

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
  "check-folders",
];

/**
 * Process start to the answer to `initialize`.
 * @param {Subject} subject
 * @returns {Promise<Sample>}
 */
export async function measureStart(subject) {
  const times = [];
  const processor = [];
  for (let index = -warmUps; index < runs; index += 1) {
    const from = performance.now();
    const client = new LspClient(subject);
    await client.initialize(pathToFileURL(tmpdir()).href);
    if (index >= 0) {
      times.push(performance.now() - from);
      processor.push(processorTime(client.process.pid));
    }
    // As an editor ends it: a server may then keep what makes its next start shorter.
    await client.end();
  }
  return { suite: "start", times, processor, unit: "ms" };
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
  const spent = () => processorTime(client.process.pid);
  const isWanted = (/** @type {string[]} */ ...names) => names.some((name) => wanted.includes(name));
  /** @type {Sample[]} */
  const samples = [];
  /** @type {(suite: string, times: Promise<import("./repeat.mjs").Times>) => Promise<void>} */
  const add = async (suite, times) => {
    samples.push({ suite, ...(await times), unit: "ms" });
  };
  try {
    await client.initialize(pathToFileURL(folder).href);
    client.initialized();
    if (isWanted("open", "memory") && !subject.featuresOnly) {
      const open = async (/** @type {number} */ index) => {
        const { uri, text } = place(folder, project, index);
        const took = await client.measure(uri, "textDocument/didOpen", opening(subject, uri, text));
        client.notify("textDocument/didClose", { textDocument: { uri } });
        return took;
      };
      await add("open", repeat(open, spent));
    }
    const { uri, text } = place(folder, project, runs);
    if (subject.featuresOnly) client.notify("textDocument/didOpen", opening(subject, uri, text));
    else await client.measure(uri, "textDocument/didOpen", opening(subject, uri, text));
    const document = { uri, version: 1, linesAbove: 1 };
    if (!subject.featuresOnly) {
      await add("edit", repeat(typing(client, document, editedPlace(project)), spent));
      if (subject.pulls && client.diagnostics === 0)
        throw new Error(`${subject.name} found nothing in ${project.name}.`);
      if (project.anchors && isWanted("edit-shared"))
        await add("edit-shared", repeat(typing(client, document, sharedPlace(project)), spent));
    }
    if (isWanted("hover", "hover-edit")) samples.push(...(await measureHover(client, document, project)));
    if (isWanted("definition", "references", "rename"))
      samples.push(...(await measureNames(client, document, project)));
    if (isWanted("completion", "completion-edit"))
      samples.push(...(await measureCompletion(client, document, project)));
    if (isWanted("line") && !subject.featuresOnly) {
      const insertLine = (/** @type {number} */ index) => {
        document.linesAbove += 1;
        return insert(client, document, { line: 0, character: 0 }, `# line ${index}\n`);
      };
      await add("line", repeat(insertLine, spent));
    }
    samples.push({ suite: "memory", times: [client.peakMegabytes()], unit: "MB" });
  } finally {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return samples.filter(({ suite }) => wanted.includes(suite));
}

/**
 * Types digits at the end of a line, one at a time.
 * @param {LspClient} client
 * @param {OpenDocument} document
 * @param {{ line: number, character: number }} at
 * @returns {(index: number) => Promise<number>}
 */
function typing(client, document, { line, character }) {
  return (index) => {
    const place = { line: line + document.linesAbove, character: character + index + warmUps };
    return insert(client, document, place, String(Math.abs(index) % 10));
  };
}

/**
 * @param {LspClient} client
 * @param {OpenDocument} document
 * @param {{ line: number, character: number }} at
 * @param {string} text
 */
function insert(client, document, at, text) {
  document.version += 1;
  const { uri, version } = document;
  const contentChanges = [{ range: { start: at, end: at }, text }];
  return client.measure(uri, "textDocument/didChange", { textDocument: { uri, version }, contentChanges });
}

/**
 * Parsing alone, with the `yaml` package.
 * @param {GeneratedProject} project
 * @returns {Promise<{ times: number[], processor: number[], peak: number }>}
 */
export async function measureBareYaml(project) {
  return withFile(project, async (file) => {
    const script = path.join(checkout, "test", "bench", "bareYaml.mjs");
    return parseBareYaml((await run(process.execPath, [script, file, String(runs)])).output);
  });
}

/** @type {(text: string) => { times: number[], processor: number[], peak: number }} */
const parseBareYaml = JSON.parse;

/**
 * A command line's runs on one file.
 * @param {readonly string[]} args what Node runs
 * @param {GeneratedProject} project
 * @returns {Promise<Sample>}
 */
export async function measureCheck(args, project) {
  return withFile(project, async (file) => ({ suite: "check", ...(await runAgain(args, file)), unit: "ms" }));
}

/**
 * A command line's runs on a folder of many projects.
 * @param {readonly string[]} args what Node runs
 * @param {Readonly<Record<string, string>>} files
 * @returns {Promise<Sample>}
 */
export async function measureCheckOfFolders(args, files) {
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-bench-"));
  try {
    writeFiles(folder, files);
    return { suite: "check-folders", ...(await runAgain(args, folder)), unit: "ms" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly string[]} args
 * @param {string} target
 */
function runAgain(args, target) {
  return repeat(async () => {
    const from = performance.now();
    const { code, output } = await run(process.execPath, [...args, target], { allowFailure: true });
    if (code > 1) throw new Error(`${args.join(" ")} ended with status ${code}: ${output.slice(0, 500)}`);
    return performance.now() - from;
  }, endedProgramsTime);
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
  writeFiles(own, project.files);
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

/**
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} files
 */
function writeFiles(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}
