// @ts-check
// Runs a program in a process group of its own for as long as standard input is open, then ends the whole group:
//   node processGroup.mjs PROGRAM [ARG...]
// So nothing stays behind, also when the process that holds the other end is killed.
import { spawn } from "node:child_process";

const grace = 5_000;
const [program, ...args] = process.argv.slice(2);
if (program === undefined) throw new Error("Usage: node processGroup.mjs PROGRAM [ARG...]");

const child = spawn(program, args, { detached: true, stdio: ["ignore", "inherit", "inherit"] });
child.once("error", (error) => {
  console.error(`${program} could not be started: ${error.message}`);
  process.exit(127);
});
child.once("exit", (code, signal) => {
  end("SIGKILL");
  process.exit(signal ? 1 : (code ?? 1));
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, stop);
process.stdin.resume().once("close", stop);

function stop() {
  end("SIGTERM");
  setTimeout(() => {
    end("SIGKILL");
  }, grace).unref();
}

/** @param {NodeJS.Signals} signal */
function end(signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone.
  }
}
