// @ts-check
// Kills a private engine and starts it again as it was, beside its supervisor, which cleans up after whatever process names
// the engine's folders.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { callEngine } from "../../scripts/engine/http.mjs";

/** @typedef {{ socket: string }} Reached the engine by its socket */

/**
 * The number of its dockerd.
 * @param {Reached} engine
 */
export function dockerdOf({ socket }) {
  return Number(readFileSync(path.join(path.dirname(socket), "pid"), "utf8"));
}

/**
 * How its dockerd was started; starts it like that again.
 * @param {Reached} engine
 * @param {readonly string[]} [within] a program and its parameters that run it, as for startPrivateEngine
 * @returns {() => void}
 */
export function startOf(engine, within = []) {
  const [program = "", ...parameters] = [...within, ...wordsOf(dockerdOf(engine), "cmdline")];
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  for (const word of wordsOf(dockerdOf(engine), "environ")) {
    const at = word.indexOf("=");
    env[word.slice(0, at)] = word.slice(at + 1);
  }
  return () => {
    spawn(program, parameters, { detached: true, stdio: "ignore", env }).unref();
  };
}

/**
 * Kills its dockerd and its containerd, as a crash would.
 * @param {Reached} engine
 */
export async function killEngine(engine) {
  const dockerd = dockerdOf(engine);
  const pidFile = path.join(path.dirname(engine.socket), "exec/containerd/containerd.pid");
  const containerd = Number(readFileSync(pidFile, "utf8"));
  process.kill(dockerd, "SIGKILL");
  await gone(dockerd);
  // Its containerd holds a lock for a while, and an engine that starts meanwhile gives up.
  process.kill(containerd, "SIGKILL");
  await gone(containerd);
}

/**
 * Resolves when a process is gone from the table of processes: an engine that starts takes a zombie for alive.
 * @param {number} pid
 */
export async function gone(pid) {
  while (existsSync(`/proc/${pid}`)) await wait(50);
}

/**
 * Resolves when the engine answers.
 * @param {Reached} engine
 */
export async function answering({ socket }) {
  for (;;) {
    try {
      await callEngine(socket, "/_ping", { timeout: 1_000 });
      return;
    } catch {
      await wait(50);
    }
  }
}

/**
 * @param {number} pid
 * @param {string} file
 */
function wordsOf(pid, file) {
  return readFileSync(`/proc/${pid}/${file}`, "utf8").split("\0").slice(0, -1);
}
