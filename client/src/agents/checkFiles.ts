import { execFile } from "node:child_process";
import process from "node:process";
import { Unanswered } from "../inspect/faults";

/** What checking Compose files came to. */
export interface Checked {
  /** The first findings, as `hostside check --format json` prints them. */
  readonly findings: readonly unknown[];
  /** How many there are. */
  readonly total: number;
  /** What could not be read, a sentence each. */
  readonly unread: readonly string[];
}

/** So many findings are handed over: who mends these asks again. */
const mostFindings = 200;

/** So many files that could not be read are named. */
const mostComplaints = 20;

/** No folder takes longer, in milliseconds. */
const patience = 120_000;

/** No more is read of what is printed, in bytes. */
const longestOutput = 64 * 1024 * 1024;

/**
 * Runs `hostside check` on files and folders, in a process of its own: the rules and what asks an engine know nothing of
 * each other. `program` is the file of the command line, `folder` the one to which paths are relative. Throws Unanswered.
 */
export function checkFiles(
  program: string,
  folder: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Checked> {
  const words = [program, "check", "--format", "json", "--", ...paths];
  // In an editor, the program that runs this is the editor itself.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  const options = { cwd: folder, env, signal, timeout: patience, maxBuffer: longestOutput, windowsHide: true };
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, words, options, (error, out, said) => {
      if (signal.aborted) {
        reject(signal.reason instanceof Error ? signal.reason : new Error("cancelled"));
        return;
      }
      const unread = complaintsIn(said);
      const findings = findingsIn(out);
      // Statuses 0 and 1 tell whether something was found; 2 says that something could not be done.
      if (findings === undefined || (findings.length === 0 && unread.length > 0)) {
        reject(new Unanswered(unread[0] ?? whyNone(error)));
      } else {
        resolve({ findings: findings.slice(0, mostFindings), total: findings.length, unread });
      }
    });
    // A path that is `-` would read what is said to this process.
    child.stdin?.end();
  });
}

function findingsIn(out: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(out);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What it says beside its findings, a line each. */
function complaintsIn(said: string): string[] {
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(0, mostComplaints);
}

function whyNone(error: Error | null): string {
  return error !== null && "killed" in error && error.killed === true
    ? "The check took too long and was ended. Name fewer files."
    : `The check could not be run: ${error?.message ?? "it printed nothing"}.`;
}
