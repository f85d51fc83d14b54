import { inEnglish } from "../../../shared/text";
import { rmSync } from "node:fs";
import process from "node:process";
import { version } from "../../../package.json";
import { readArguments } from "./arguments";
import { check, type Terminal } from "./check";
import { explain } from "./explain";
import { NamedFilesWriter } from "./fileWriter";
import { Output } from "../../../shared/terminal/output";
import { printable, printablePath } from "../../../shared/terminal/printable";
import { readStream } from "./readStream";
import { coloured, plain } from "./style";
import { stackOf } from "../linter/fault";
import type { Rule } from "../linter/rule";
import { rules as allRules } from "../rules/table";
import { nodeFileSystem } from "../workspace/nodeFileSystem";
import { usage } from "./usage";
import { reasonOf } from "../workspace/unreadOf";

/** Where the program prints. */
interface Streams {
  readonly out: Output;
  readonly error: Output;
}

/** Runs the command line in this process and answers with the exit status. */
export async function runProgram(words: readonly string[], rules: readonly Rule[] = allRules): Promise<0 | 1 | 2> {
  const streams = { out: new Output(process.stdout), error: new Output(process.stderr) };
  try {
    return await statusOf(await run(words, rules, streams), streams);
  } catch (thrown) {
    await streams.error.write(
      `hostside: internal error. Please report it with these lines.\n${printableStack(thrown)}\n`,
    );
    return 2;
  }
}

async function run(words: readonly string[], rules: readonly Rule[], streams: Streams): Promise<0 | 1 | 2> {
  const { out, error } = streams;
  const request = readArguments(words);
  switch (request.kind) {
    case "help":
      await out.write(usage);
      return 0;
    case "version":
      await out.write(`${version}\n`);
      return 0;
    case "usage-error":
      await error.write(`hostside: ${printable(request.message)}\n\n${usage}`);
      return 2;
    case "explain":
      return explain(request.file, request.check, terminal(streams));
    case "check":
      return check(request, terminal(streams), rules);
  }
}

function terminal({ out, error }: Streams): Terminal {
  return {
    files: nodeFileSystem,
    workingFolder: process.cwd(),
    style: hasColours() ? coloured : plain,
    out: (text) => out.write(text),
    error: (sentence) => error.write(`${printablePath(sentence)}\n`),
    // Rewrites one line of a terminal; a log would only fill with them.
    progress: async (text) => {
      if (process.stderr.isTTY) await error.write(`\r\u001B[K${printable(text)}`);
    },
    stdin: () => readStream(process.stdin),
    writerFor: (named) => {
      const writer = new NamedFilesWriter(named, (path) => nodeFileSystem.read(path));
      removeWhenStopped(writer.drafts);
      return writer;
    },
  };
}

function printableStack(thrown: unknown): string {
  return stackOf(thrown)
    .split("\n")
    .map((line) => `    ${printable(line.trim())}`)
    .join("\n");
}

/** Leaves no draft behind where somebody stops the program in the middle of a write. */
function removeWhenStopped(drafts: ReadonlySet<string>): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      for (const draft of drafts) rmSync(draft, { force: true });
      process.kill(process.pid, signal);
    });
  }
}

/** A report that did not arrive as a whole may have lacked the worst; who has read enough and closed knows. */
async function statusOf(found: 0 | 1 | 2, { out, error }: Streams): Promise<0 | 1 | 2> {
  if (out.failure === undefined || out.isClosed) return found;
  await error.write(`hostside: what was found could not be written: ${printable(inEnglish(reasonOf(out.failure)))}.\n`);
  return 2;
}

/** Colours where a person reads, unless the person says otherwise (https://no-color.org, FORCE_COLOR). */
function hasColours(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") return true;
  return process.stdout.isTTY && TERM !== "dumb";
}
