// @ts-check
// A part of the extension in a process of its own, which is told by lines what to do and answers by lines of JSON: what
// is measured there is not mixed with whoever measures.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { build } from "esbuild";

/**
 * Bundles a program of the tests as the extension itself is bundled.
 * @param {string} entry
 * @param {string} outfile
 */
export async function bundle(entry, outfile) {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    external: ["cpu-features"],
    loader: { ".node": "empty" },
  });
}

/** The program under measurement, told by lines what to do. */
export class Subject {
  /** @type {Record<string, unknown>[]} */
  #answers = [];
  /** @type {((answer: Record<string, unknown>) => void)[]} */
  #waiting = [];

  /**
   * @param {string} program
   * @param {readonly string[]} parameters
   */
  constructor(program, ...parameters) {
    this.process = spawn(process.execPath, ["--expose-gc", program, ...parameters], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    createInterface({ input: this.process.stdout }).on("line", (line) => {
      /** @type {unknown} */
      const parsed = JSON.parse(line);
      const answer = /** @type {Record<string, unknown>} */ (parsed);
      const next = this.#waiting.shift();
      if (next === undefined) this.#answers.push(answer);
      else next(answer);
    });
  }

  /** @param {string} line */
  order(line) {
    this.process.stdin.write(`${line}\n`);
    return this.heard();
  }

  /** @returns {Promise<Record<string, unknown>>} */
  heard() {
    const answer = this.#answers.shift();
    if (answer !== undefined) return Promise.resolve(answer);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  async stop() {
    this.process.stdin.end();
    if (this.process.exitCode === null) {
      await new Promise((resolve) => {
        this.process.once("exit", resolve);
      });
    }
  }
}
