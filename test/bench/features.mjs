// @ts-check
// What is measured of the features that a person asks for: hover, completion, definition, references and rename.
import { processorTime } from "./processorTime.mjs";
import { completionPlaces, editedMode, editedPlace, hoverPlaces } from "./project.mjs";
import { repeat, runs, warmUps } from "./repeat.mjs";

/** @typedef {import("./lspClient.mjs").LspClient} LspClient */
/** @typedef {import("./project.mjs").GeneratedProject} GeneratedProject */
/** @typedef {import("./repeat.mjs").Sample} Sample */
/** @typedef {{ uri: string, version: number, linesAbove: number }} OpenDocument what the editor has: its version, and the lines that were put on top */

/**
 * Asking for a network that most services name: where it is given and used, and what changes with it. No peer here does that.
 * @param {LspClient} client
 * @param {OpenDocument} document
 * @param {GeneratedProject} project
 * @returns {Promise<Sample[]>}
 */
export async function measureNames(client, { uri, linesAbove }, { text }) {
  const spent = () => processorTime(client.process.pid);
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
    }, spent);
    samples.push({ suite, ...times, unit: "ms" });
  }
  return samples;
}

/**
 * Pointing at words of a text that has been read, and at one right behind a key, without a wait for its diagnostics.
 * @param {LspClient} client
 * @param {OpenDocument} document
 * @param {GeneratedProject} project
 * @returns {Promise<Sample[]>}
 */
export async function measureHover(client, document, project) {
  const { uri, linesAbove } = document;
  const spent = () => processorTime(client.process.pid);
  const places = hoverPlaces(project, runs + warmUps).map((at) => ({ ...at, line: at.line + linesAbove }));
  const hover = (/** @type {number} */ index) =>
    client.request("textDocument/hover", { textDocument: { uri }, position: places[index + warmUps] });
  let answered = 0;
  const settled = await repeat(async (index) => {
    const from = performance.now();
    const answer = await hover(index);
    if (answer !== null && answer !== undefined) answered += 1;
    return performance.now() - from;
  }, spent);
  if (client.subject.pulls && answered < runs) throw new Error(`${client.subject.name} hovers at ${answered} places.`);
  const at = editedPlace(project);
  const end = { line: at.line + linesAbove, character: at.character };
  const typing = await repeat(async (index) => {
    document.version += 1;
    const from = performance.now();
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: document.version },
      contentChanges: [{ range: { start: end, end }, text: "1" }],
    });
    await hover(index);
    return performance.now() - from;
  }, spent);
  return [
    { suite: "hover", ...settled, unit: "ms" },
    { suite: "hover-edit", ...typing, unit: "ms" },
  ];
}

/**
 * What may be written at values that have been read, and at a mode right after a key, without a wait for its diagnostics.
 * @param {LspClient} client
 * @param {OpenDocument} document
 * @param {GeneratedProject} project
 * @returns {Promise<Sample[]>}
 */
export async function measureCompletion(client, document, project) {
  const { uri, linesAbove } = document;
  const spent = () => processorTime(client.process.pid);
  const complete = (/** @type {{ line: number, character: number }} */ position) =>
    client.request("textDocument/completion", { textDocument: { uri }, position });
  const places = completionPlaces(project, runs + warmUps).map((at) => ({ ...at, line: at.line + linesAbove }));
  let answered = 0;
  const settled = await repeat(async (index) => {
    const from = performance.now();
    const answer = await complete(places[index + warmUps] ?? { line: 0, character: 0 });
    if (answer !== null && answer !== undefined) answered += 1;
    return performance.now() - from;
  }, spent);
  if (client.subject.pulls && answered < runs)
    throw new Error(`${client.subject.name} completes at ${answered} places.`);
  const { line, character } = editedMode(project);
  const start = { line: line + linesAbove, character };
  let written = "host".length;
  const typing = await repeat(async (index) => {
    document.version += 1;
    const text = `service:app-${index + warmUps}`;
    const range = { start, end: { ...start, character: character + written } };
    written = text.length;
    const from = performance.now();
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: document.version },
      contentChanges: [{ range, text }],
    });
    await complete({ ...start, character: character + written });
    return performance.now() - from;
  }, spent);
  return [
    { suite: "completion", ...settled, unit: "ms" },
    { suite: "completion-edit", ...typing, unit: "ms" },
  ];
}
