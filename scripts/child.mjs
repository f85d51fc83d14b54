// @ts-check
// Programs that the scripts run. Node's own modules only: this runs before anything is installed.
import { AsyncLocalStorage } from "node:async_hooks";
import { spawn } from "node:child_process";
import { setPriority } from "node:os";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment; the script's own when absent
 * @property {string} [input] text for its standard input, which is closed otherwise
 * @property {boolean} [show] let the person see its output as it comes
 * @property {boolean} [allowFailure] resolve also when it exits with another code than 0
 */

/** @typedef {{ code: number, output: string }} Finished */

/**
 * Where the work that is under way shows what it and its programs say, and whether they only take what others leave of
 * the processors. The terminal, and not so, where nothing else is said.
 * @typedef {{ write: (text: string) => void, background: boolean }} Outlet
 */

/** @type {AsyncLocalStorage<Outlet>} */
export const outlet = new AsyncLocalStorage();

/** Shows a line where the work under way shows what it says. @param {string} line */
export function say(line) {
  write(`${line}\n`);
}

/** @param {string} text */
function write(text) {
  const own = outlet.getStore();
  if (own === undefined) process.stdout.write(text);
  else own.write(text);
}

/** Of a program that has just been started. @param {number | undefined} pid */
function letOthersGoFirst(pid) {
  if (pid === undefined || outlet.getStore()?.background !== true) return;
  try {
    setPriority(pid, 10);
  } catch {
    // It has ended by now, or this system does not let us.
  }
}

/**
 * Runs a program to its end and answers with its output, standard output and standard error together.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Finished>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    letOthersGoFirst(child.pid);
    // Its output arrives outside of this work.
    const show = AsyncLocalStorage.bind(write);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (/** @type {string} */ text) => {
        output += text;
        if (options.show) show(text);
      });
    }
    child.stdin?.end(options.input);
    child.once("error", (error) => {
      reject(new Error(`${program} could not be started: ${error.message}`));
    });
    child.once("close", (code, signal) => {
      if (code === 0 || options.allowFailure) resolve({ code: code ?? 1, output });
      else {
        const end = signal ? `was ended by ${signal}` : `exited with code ${String(code)}`;
        const said = options.show ? "" : `:\n${output.trim().split("\n").slice(-25).join("\n")}`;
        reject(new Error(`${[program, ...args].join(" ")} ${end}${said}`));
      }
    });
  });
}

/**
 * Says what is being done before it is done and how long it took afterwards, so that a long step is not a silent one.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const from = Date.now();
  say(`> ${title} ...`);
  const result = await work();
  say(`  ${title}: done in ${((Date.now() - from) / 1000).toFixed(1)} s`);
  return result;
}
