// @ts-check
// Which mistakes a tool finds: those of the rules' own fixtures, each beside a twin without it.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkout } from "../../scripts/checkout.mjs";
import { run } from "../../scripts/child.mjs";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { composeEnvironment } from "../../scripts/compose/oracle.mjs";
import { checkOf, commandLines, ours } from "./subjects.mjs";

/** @typedef {{ file: string, line: number, rule: string }} Said */
/** @typedef {(folder: string, main: string) => Promise<readonly Said[]>} Tool what it says of the project in a folder */
/** @typedef {{ rule: string, wanted: number, ours: number, peers: readonly { name: string, found: number }[] }} Mistakes */
/** @typedef {{ name: string, files: Readonly<Record<string, string>>, places: readonly { file: string, line: number }[] }} Fixture */

/** Kinds that people ask about in public; the others have their tests, and no peer speaks of them either. */
const kinds = [
  "broker-advertises-localhost",
  "duplicate-published-port",
  "fixed-address-refused",
  "gateway-for-neighbour",
  "host-ports-discarded",
  "invalid-extra-host",
  "invalid-interpolation",
  "invalid-port",
  "invalid-subnet",
  "ipv6-address-without-ipv6",
  "listens-on-loopback",
  "localhost-for-neighbour",
  "misspelt-host-name",
  "network-mode-with-networks",
  "networks-publish-nothing",
  "overlapping-subnets",
  "proxy-network-name",
  "published-port-inside",
  "redundant-depends-on",
  "reset-beside-merge-key",
  "service-mode-undefined",
  "shared-namespace-port-taken",
  "stack-dnsrr-with-ingress",
  "undefined-network",
  "undefined-service",
  "unresolvable-name",
  "variable-only-in-env-file",
];

const defaultName = /^(?:docker-)?compose\.ya?ml$/;
const fixtures = path.join(checkout, "server", "test", "fixtures");

/**
 * For each kind: how many lines of its fixtures want a word at warning or above, and on how many of them each tool says
 * something that it does not say of the twins without the mistake. `config` says no line: where it refuses a file, it is
 * taken to have found every one in it.
 * @param {(title: string, work: () => Promise<void>) => Promise<void>} step
 * @param {readonly string[]} [wanted]
 * @returns {Promise<Mistakes[]>}
 */
export async function scoreMistakes(step, wanted = kinds) {
  const compose = await findCompose();
  /** @type {{ name: string, tool: Tool }[]} */
  const peers = [{ name: "dclint", tool: dclint }];
  if (!("unavailable" in compose)) peers.unshift({ name: "docker compose config", tool: config(compose.path) });
  /** @type {Mistakes[]} */
  const scored = [];
  for (const rule of wanted) {
    await step(rule, async () => {
      const all = readdirSync(fixtures).filter((name) => name.startsWith(`${rule}.`));
      const read = (/** @type {boolean} */ clean) =>
        all.filter((name) => name.includes(".clean.") === clean).map((name) => readFixture(name, rule));
      const wrong = read(false).filter(({ places }) => places.length > 0);
      const found = (/** @type {Tool} */ tool) => foundBy(tool, wrong, read(true));
      scored.push({
        rule,
        wanted: wrong.reduce((sum, { places }) => sum + places.length, 0),
        ours: await found(hostside),
        peers: await inOrder(peers, async ({ name, tool }) => ({ name, found: await found(tool) })),
      });
    });
  }
  return scored;
}

/**
 * @param {Tool} tool
 * @param {readonly Fixture[]} wrong
 * @param {readonly Fixture[]} clean
 */
async function foundBy(tool, wrong, clean) {
  const always = new Set();
  for (const fixture of clean) for (const { rule } of await saysOf(tool, fixture)) always.add(rule);
  let found = 0;
  for (const fixture of wrong) {
    const said = (await saysOf(tool, fixture)).filter(({ rule }) => !always.has(rule));
    const hits = (/** @type {{ file: string, line: number }} */ place) =>
      said.some(({ file, line }) => line === 0 || (file === place.file && line === place.line));
    found += fixture.places.filter(hits).length;
  }
  return found;
}

/**
 * @param {Tool} tool
 * @param {Fixture} fixture
 */
async function saysOf(tool, { files }) {
  const folder = mkdtempSync(path.join(tmpdir(), "hostside-mistakes-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    return await tool(folder, Object.keys(files).find((name) => /\.ya?ml$/.test(name)) ?? "compose.yaml");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @type {Tool} */
async function hostside(folder, main) {
  const words = [...checkOf(ours), "--format", "json", "--min-severity", "warning", main];
  const { output } = await run(process.execPath, words, { cwd: folder, allowFailure: true });
  return reports(jsonIn(output)).map(({ path: file, line, rule }) => ({ file, line, rule }));
}

/** @type {Tool} */
async function dclint(folder, main) {
  const words = [...commandLines.dclint.args, "--formatter", "json", main];
  const { output } = await run(process.execPath, words, { cwd: folder, allowFailure: true });
  return lintedFiles(jsonIn(output)).flatMap(({ messages }) =>
    messages.map(({ line, rule }) => ({ file: main, line, rule })),
  );
}

/** @type {(program: string) => Tool} */
function config(program) {
  return async (folder, main) => {
    // By itself it joins what belongs together; a file of another name has to be named.
    const isFound = defaultName.test(main) || existsSync(path.join(folder, ".env"));
    const words = [...(isFound ? [] : ["-f", main]), "config", "-q"];
    const { code, output } = await run(program, words, { cwd: folder, env: composeEnvironment, allowFailure: true });
    return code === 0 ? [] : [{ file: main, line: 0, rule: output.trim() }];
  };
}

/** @type {(text: string) => { path: string, line: number, rule: string }[]} */
const reports = JSON.parse;
/** @type {(text: string) => { messages: { line: number, rule: string }[] }[]} */
const lintedFiles = JSON.parse;

/** The JSON in what a program printed, behind what it says beside. @param {string} output */
function jsonIn(output) {
  return output.includes("[") ? output.slice(output.indexOf("[")) : "[]";
}

/**
 * A fixture without its annotations, and the lines that want a word of its rule.
 * @param {string} name
 * @param {string} rule
 * @returns {Fixture}
 */
function readFixture(name, rule) {
  const text = readFileSync(path.join(fixtures, name), "utf8");
  const parts = /^#- /m.test(text) ? text.split(/^#- /m).slice(1) : [`compose.yaml\n${text}`];
  /** @type {Record<string, string>} */
  const files = {};
  /** @type {{ file: string, line: number }[]} */
  const places = [];
  for (const part of parts) {
    const [file = "", ...lines] = part.split("\n");
    /** @type {string[]} */
    const kept = [];
    for (const line of lines) {
      const [, found, severity = ""] = /^#\s*\^+(?:\.\.\S+)? (\S+) (\w+): /.exec(line) ?? [];
      if (found === undefined && !/^#\s+related: /.test(line)) kept.push(line);
      const isWanted = found === rule && ["error", "warning"].includes(severity);
      if (isWanted && !places.some((place) => place.file === file && place.line === kept.length)) {
        places.push({ file, line: kept.length });
      }
    }
    files[file] = kept.join("\n");
  }
  return { name, files, places };
}

/**
 * @template T, R
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<R>} work
 */
async function inOrder(items, work) {
  const results = [];
  for (const item of items) results.push(await work(item));
  return results;
}
