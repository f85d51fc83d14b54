// @ts-check
// Asks the real Docker Compose what a project's files come to, and remembers its answers.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { spawn } from "node:child_process";
import path from "node:path";
import { workFolder } from "../checkout.mjs";
import { writeWhole } from "../wholeFile.mjs";
import { classifyRefusal } from "./refusals.mjs";

/**
 * @typedef {object} Question
 * @property {string} folder the working directory, where Compose looks for files and for `.env`
 * @property {readonly string[] | undefined} files what `-f` names, relative to the folder; undefined where Compose
 * looks itself
 * @property {readonly string[]} profiles what `--profile` names; `*` is all of them
 * @property {Readonly<Record<string, string>>} [env] variables besides `composeEnvironment`
 * @property {string} content a hash of every file that the answer may depend on
 * @property {string} [root] a folder above whose name is `<root>` in what is remembered, because it differs from run to run
 */

/** @typedef {{ config: ComposeConfig, without?: string }} Accepted `without`: a check that Compose was told to leave out */
/** @typedef {{ refused: string } & import("./refusals.mjs").Classified} Refused */
/** @typedef {Accepted | Refused} Answer */
/** @typedef {{ services?: Record<string, Record<string, any>>, networks?: Record<string, any> }} ComposeConfig */

/** The whole environment that Compose runs in; fixed, so that an answer depends on the files alone. */
export const composeEnvironment = Object.freeze({ PATH: "/usr/bin:/bin", HOME: "/home/compose" });

/** Milliseconds; only for what hangs: on a busy machine an answer takes seconds. */
const timeout = 120_000;

/** @type {(text: string) => ComposeConfig} */
const parseConfig = JSON.parse;

/** @type {(text: string) => { config: ComposeConfig } | { refused: string }} */
const parseAnswer = JSON.parse;

/**
 * Asks Compose once; `options` are further ones of `config`.
 * @typedef {(question: Question, options: readonly string[]) => Promise<{ config: ComposeConfig } | { refused: string }>} Ask
 */

/** Compose's answers of one version, at most two at a time. */
export class Oracle {
  /** @type {(() => void)[]} */
  #waiting = [];
  #free = 2;
  /** @type {Ask} */
  #ask;
  /** Answers that Compose had to be run for. */
  asked = 0;

  /**
   * @param {import("./binary.mjs").Compose} compose
   * @param {Ask} [ask] how it is asked; where nothing is said, by running the program
   */
  constructor(compose, ask = (question, options) => config(compose.path, question, options)) {
    this.compose = compose;
    this.#ask = ask;
  }

  /**
   * What Compose makes of a project. Where it refuses for a check that is none of ours and that it can be told to leave
   * out, the answer is what it says without that check.
   * @param {Question} question
   * @returns {Promise<Answer>}
   */
  async ask(question) {
    const answer = await this.#remembered(question, []);
    if ("config" in answer || answer.without === undefined) return answer;
    const without = await this.#remembered(question, [answer.without]);
    return "config" in without ? { ...without, without: answer.without } : answer;
  }

  /**
   * @param {Question} question
   * @param {readonly string[]} options
   * @returns {Promise<Answer>}
   */
  async #remembered(question, options) {
    const { folder, files, profiles, env, content } = question;
    const asked = { files, profiles, env, content };
    const key = JSON.stringify([this.compose.version, path.basename(folder), asked, options]);
    const hash = createHash("sha256").update(key).digest("hex");
    const file = path.join(workFolder("compose", "answers", hash.slice(0, 2)), `${hash}.json`);
    /** @type {{ config: ComposeConfig } | { refused: string }} */
    let answer;
    if (existsSync(file)) {
      answer = parseAnswer(await readFile(file, "utf8"));
    } else {
      answer = await this.#turn(() => this.#ask(question, options));
      this.asked += 1;
      await writeWhole(file, JSON.stringify(answer));
    }
    // The classification is not remembered: it is ours, and it grows.
    return "config" in answer ? answer : { refused: answer.refused, ...classifyRefusal(answer.refused) };
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   */
  async #turn(work) {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}

/**
 * @param {string} program
 * @param {Question} question
 * @param {readonly string[]} options
 * @returns {Promise<{ config: ComposeConfig } | { refused: string }>}
 */
function config(program, { folder, files, profiles, env, root }, options) {
  const args = [
    ...(files ?? []).flatMap((file) => ["-f", file]),
    ...profiles.flatMap((profile) => ["--profile", profile]),
    ...["config", "--format", "json", ...options],
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...composeEnvironment, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout,
    });
    /** @type {Buffer[]} */
    const output = [];
    let said = "";
    child.stdout.on("data", (/** @type {Buffer} */ data) => output.push(data));
    child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => (said += text));
    child.once("error", reject);
    child.once("close", (code, signal) => {
      const printed = Buffer.concat(output).toString("utf8");
      if (code === 0) resolve({ config: parseConfig(printed) });
      else if (signal) reject(new Error(`Compose was ended by ${signal} in ${folder}: ${said}`));
      else resolve({ refused: withoutFolders(withoutWarnings(said), folder, root) });
    });
  });
}

/**
 * What Compose said besides its warnings.
 * @param {string} said
 */
function withoutWarnings(said) {
  const lines = said.split("\n").filter((line) => !/^time="[^"]*" level=(warning|info)/.test(line));
  return lines.join("\n").trim();
}

/**
 * A refusal with file names that do not depend on where the project lies.
 * @param {string} said
 * @param {string} folder
 * @param {string} [root]
 */
export function withoutFolders(said, folder, root) {
  const text = said.replaceAll(`${folder}/`, "");
  return root === undefined ? text : text.replaceAll(`${root}/`, "<root>/");
}

/**
 * A hash of all files in a folder and below.
 * @param {string} folder
 */
export async function hashFolder(folder) {
  const hash = createHash("sha256");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    const bytes = await readFile(file);
    hash.update(`${path.relative(folder, file)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex");
}
