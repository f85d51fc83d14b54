// @ts-check
// What Linux tells of the time that a process had, and of the time that it waited for a processor.
import { readdirSync, readFileSync } from "node:fs";

/**
 * The processor time of a process that runs, with all of its threads, in milliseconds.
 * @param {number | undefined} pid
 */
export function processorTime(pid) {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${String(pid)}/task`)) {
    try {
      nanoseconds += scheduled(`/proc/${String(pid)}/task/${thread}/schedstat`).ran;
    } catch {
      // The thread has ended since the folder was read.
    }
  }
  return nanoseconds / 1e6;
}

/**
 * How long the first thread of a process was ready to run while others had the processors, in milliseconds.
 * @param {number | undefined} pid
 */
export function withheldTime(pid) {
  return scheduled(`/proc/${String(pid)}/schedstat`).waited / 1e6;
}

/**
 * The processor time of the programs that this process has started and that have ended, in milliseconds. In steps of
 * a hundredth of a second.
 */
export function endedProgramsTime() {
  const fields = readFileSync("/proc/self/stat", "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/** @param {string} file */
function scheduled(file) {
  const [ran = 0, waited = 0] = readFileSync(file, "utf8").split(" ").map(Number);
  return { ran, waited };
}
