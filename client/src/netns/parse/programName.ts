import { sanitize } from "../../docker/sanitize";

/**
 * What a process is called: the file that it was started from, where its command line still says so; else the kernel's
 * name for it, which a program may change, as Node does to `MainThread`.
 */
export function programName(comm: string, cmdline: string): string {
  const file = /^(?:[^\0]*\/)?([\w.+-]+)(?:\0|$)/u.exec(cmdline)?.[1];
  return sanitize(file ?? comm, 64);
}

/** As much of a command line as is shown. */
const longestCommandLine = 300;

/** A command line as it would be typed, from /proc/PID/cmdline, which ends each word with a zero byte. */
export function commandLineText(cmdline: string): string {
  return sanitize(cmdline.replaceAll("\0", " ").trim(), longestCommandLine);
}
