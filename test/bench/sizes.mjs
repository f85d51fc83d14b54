// @ts-check
// How long the language server takes for projects of extreme size or shape, how much memory, and how long a small
// document beside them waits meanwhile. The floor is the `yaml` package, parsing the same texts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { checkout } from "../../scripts/checkout.mjs";
import { run } from "../../scripts/child.mjs";
import { LspClient } from "./lspClient.mjs";
import { withheldTime } from "./processorTime.mjs";
import { sizeCases } from "./sizeCases.mjs";

/** @typedef {import("./lspClient.mjs").Subject} Subject */
/** @typedef {{ took: number, peak: number }} Cost milliseconds and megabytes */
/**
 * The longest waits in milliseconds: by the clock, and without the time in which the server, or the client that measures,
 * was ready to run while others had the processors. On a quiet machine the two are the same.
 * @typedef {{ longest: number, longestOwn: number }} Waits
 */
/**
 * @typedef {object} SizeFigures
 * @property {string} case
 * @property {Cost | undefined} ours nothing where it did not end in time
 * @property {string} [why] how it ended instead
 * @property {Waits} waits how long the small document waited for its diagnostics
 * @property {Cost | undefined} floor nothing where the parser did not end in time
 */

/** Each case ends after so many milliseconds, for the server and for the parser. */
export const sizeLimit = 60_000;

/**
 * Measures each case with a server of its own, so that its memory is its own.
 * @param {Subject} subject
 * @param {<T>(title: string, work: () => Promise<T>) => Promise<T>} step
 * @param {string} [wanted] a part of the names of the cases that are measured
 * @returns {Promise<SizeFigures[]>}
 */
export async function measureSizes(subject, step, wanted = "") {
  const figures = [];
  for (const make of sizeCases()) {
    const { name, files } = make();
    if (!name.includes(wanted)) continue;
    const folder = mkdtempSync(path.join(tmpdir(), "hostside-bench-"));
    try {
      for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
      const floor = await step(`${name}: bare YAML`, () => parseAlone(folder, Object.keys(files)));
      const ours = await step(`${name}: ${subject.name}`, () => open(subject, folder, files["compose.yaml"] ?? ""));
      figures.push({ case: name, ...ours, floor });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return figures;
}

/**
 * Opens the project, and types into a small document beside it until the project's diagnostics are there.
 * @param {Subject} subject
 * @param {string} folder
 * @param {string} text
 */
async function open(subject, folder, text) {
  const client = new LspClient(subject, sizeLimit);
  const waits = { longest: 0, longestOwn: 0 };
  const withheld = () => withheldTime(client.process.pid) + withheldTime(process.pid);
  let asked = performance.now();
  try {
    const small = path.join(folder, "small");
    mkdirSync(small);
    const smallUri = pathToFileURL(path.join(small, "compose.yaml")).href;
    const smallText = 'services:\n  web:\n    network_mode: host\n    ports: ["80:80"]\n';
    writeFileSync(path.join(small, "compose.yaml"), smallText);
    await client.initialize(pathToFileURL(folder).href);
    client.initialized();
    await client.measure(smallUri, "textDocument/didOpen", opening(smallUri, smallText));
    const uri = pathToFileURL(path.join(folder, "compose.yaml")).href;
    let isDone = false;
    const large = client.measure(uri, "textDocument/didOpen", opening(uri, text)).finally(() => {
      isDone = true;
    });
    // It fails with the small document's questions, which are awaited first.
    large.catch(() => undefined);
    for (let version = 2; !isDone; version += 1) {
      const before = withheld();
      asked = performance.now();
      const contentChanges = [{ range: { start: at(0), end: at(0) }, text: "# line\n" }];
      await client.measure(smallUri, "textDocument/didChange", {
        textDocument: { uri: smallUri, version },
        contentChanges,
      });
      const waited = performance.now() - asked;
      waits.longest = Math.max(waits.longest, waited);
      waits.longestOwn = Math.max(waits.longestOwn, waited - (withheld() - before));
      await wait(5);
    }
    return { ours: { took: await large, peak: client.peakMegabytes() }, waits };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // The last question has no answer: all of that wait counts as the server's own.
    const waited = performance.now() - asked;
    const longestOwn = Math.max(waits.longestOwn, waited);
    return { ours: undefined, why, waits: { longest: Math.max(waits.longest, waited), longestOwn } };
  } finally {
    await client.stop();
  }
}

/** @param {number} line */
function at(line) {
  return { line, character: 0 };
}

/**
 * @param {string} uri
 * @param {string} text
 */
function opening(uri, text) {
  return { textDocument: { uri, languageId: "yaml", version: 1, text } };
}

/**
 * Repeated keys are not looked for: the package compares each with all others, and takes half a minute for 40,000.
 * @param {string} folder
 * @param {readonly string[]} names
 * @returns {Promise<Cost | undefined>}
 */
async function parseAlone(folder, names) {
  const script = path.join(checkout, "test", "bench", "bareYamlOnce.mjs");
  const files = names.map((name) => path.join(folder, name));
  const { code, output } = await run(process.execPath, [script, String(sizeLimit), ...files], { allowFailure: true });
  return code === 0 ? parseCost(output) : undefined;
}

/** @type {(text: string) => Cost} */
const parseCost = JSON.parse;
