// @ts-check
// Waits for an engine that was started: it announces nothing when it is up, so that it is asked until it answers.
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { callEngine } from "./http.mjs";

/**
 * Resolves once the engine answers on its socket. Throws with its last words where it ended, was told to, or does not answer
 * within a minute.
 * @param {{ name: string, socket: string, logFile: string, process: import("node:child_process").ChildProcess, signal: AbortSignal }} engine
 */
export async function untilReady({ name, socket, logFile, process, signal }) {
  const until = Date.now() + 60_000;
  while (Date.now() < until && !signal.aborted) {
    if (process.exitCode !== null || process.pid === undefined) break;
    try {
      await callEngine(socket, "/_ping", { timeout: 2_000 });
      return;
    } catch {
      await wait(100);
    }
  }
  const said = await readFile(logFile, "utf8").catch(() => "");
  throw new Error(`${name} did not answer. Its last words:\n${said.trim().split("\n").slice(-15).join("\n")}`);
}
