// @ts-check
// A private Docker engine: its own data, socket and bridge. It ends with whoever asked for it, however that one ends.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";

/**
 * @typedef {object} PrivateEngine
 * @property {string} socket path of its unix socket
 * @property {string} host the same as a value for DOCKER_HOST
 * @property {() => Promise<void>} stop ends it with everything that it started; safe to call twice
 */

/** Where Debian's package has dockerd and docker-proxy. */
const installedPrograms = "/usr/sbin";

const supervisorProgram = path.join(path.dirname(fileURLToPath(import.meta.url)), "supervisor.mjs");

/**
 * @typedef {object} EngineOptions
 * @property {readonly string[]} [within] a program and its parameters that run the engine, such as nsenter
 * @property {readonly string[]} [flags] further ones for dockerd
 * @property {string | undefined} [programs] the folder of dockerd and its companions; the installed ones when absent
 */

/**
 * Starts a private engine and waits until it answers. A supervisor process of its own session runs it, and stops it and
 * removes what it left when the pipe between the two closes: after `stop()` as after a crash or a kill of this process.
 * @param {EngineOptions} [options]
 * @returns {Promise<PrivateEngine>}
 */
export function startPrivateEngine({ within = [], flags = [], programs = installedPrograms } = {}) {
  if (!existsSync(path.join(programs, "dockerd"))) {
    return Promise.reject(new Error(`There is no ${programs}/dockerd: the package docker.io is not installed.`));
  }
  return startKept([...within, process.execPath, supervisorProgram, programs, ...flags], "The private Docker engine");
}

/**
 * Starts a supervisor and waits until its engine answers.
 * @param {readonly string[]} command the supervisor: it prints "ready SOCKET", and ends when its standard input is closed
 * @param {string} title of the engine, for the sentence that says that it did not start
 * @returns {Promise<PrivateEngine>}
 */
export function startKept([program = "", ...parameters], title) {
  const supervisor = spawn(program, parameters, { detached: true, stdio: ["pipe", "pipe", "inherit"] });
  const gone = /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      supervisor.once("close", () => resolve());
    })
  );
  const stop = () => {
    supervisor.stdin.end();
    return gone;
  };
  // A supervisor that is already gone is no reason to fail while stopping.
  supervisor.stdin.on("error", () => undefined);
  return new Promise((resolve, reject) => {
    let said = "";
    const lines = createInterface({ input: supervisor.stdout });
    lines.on("line", (line) => {
      if (line.startsWith("ready ")) {
        const socket = line.slice("ready ".length);
        resolve({ socket, host: `unix://${socket}`, stop });
      } else said += `${line}\n`;
    });
    supervisor.once("error", reject);
    void gone.then(() => {
      reject(new Error(`${title} did not start.\n${said.trim()}`));
    });
  });
}
