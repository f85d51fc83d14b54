import { execFile } from "node:child_process";
import process from "node:process";
import { Unanswered } from "../inspect/faults";

/** What checking Compose files came to. */
export interface Checked {
  /** In one sentence how many files were checked and what was found, or that no file was found. */
  readonly summary: string;
  /** So many Compose files were checked. */
  readonly files: number;
  /** The first findings, as `hostside check --format json-with-summary` prints them. */
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
  const words = [program, "check", "--format", "json-with-summary", "--", ...paths];
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
      const printed = printedIn(out);
      // Statuses 0 and 1 tell whether something was found; 2 says that something could not be done.
      if (printed === undefined || (printed.files.length === 0 && unread.length > 0)) {
        reject(new Unanswered(unread[0] ?? whyNone(error)));
      } else {
        const { files, findings } = printed;
        const summary = files.length === 0 ? noFile(paths) : printed.summary;
        const [first, total] = [findings.slice(0, mostFindings), findings.length];
        resolve({ summary, files: files.length, findings: first, total, unread });
      }
    });
    // A path that is `-` would read what is said to this process.
    child.stdin?.end();
  });
}

interface Printed {
  readonly summary: string;
  readonly files: readonly string[];
  readonly findings: readonly unknown[];
}

/** What our own program printed; undefined where it printed nothing, or not all of it. */
function printedIn(out: string): Printed | undefined {
  try {
    return JSON.parse(out) as Printed;
  } catch {
    return undefined;
  }
}

function noFile(paths: readonly string[]): string {
  const where = paths.length === 0 ? "the working folder" : paths.join(", ");
  return `No Compose file was found in ${where}. Nothing was checked, so that no finding does not mean that all is well. Name the file in paths.`;
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
