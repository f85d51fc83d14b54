import { rmSync } from "node:fs";
import process from "node:process";
import { version } from "../../package.json";
import { readArguments } from "./cli/arguments";
import { check, type Terminal } from "./cli/check";
import { explain } from "./cli/explain";
import { NamedFilesWriter } from "./cli/fileWriter";
import { Output } from "./cli/output";
import { printable, printablePath } from "./cli/printable";
import { readStream } from "./cli/readStream";
import { coloured, plain } from "./cli/style";
import { nodeFileSystem } from "./workspace/nodeFileSystem";
import { usage } from "./cli/usage";
import { reasonOf } from "./workspace/unreadOf";

const out = new Output(process.stdout);
const error = new Output(process.stderr);

async function run(words: readonly string[]): Promise<0 | 1 | 2> {
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
      return explain(request.file, request.check, terminal());
    case "check":
      return check(request, terminal());
  }
}

function terminal(): Terminal {
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
async function statusOf(found: 0 | 1 | 2): Promise<0 | 1 | 2> {
  if (out.failure === undefined || out.isClosed) return found;
  await error.write(`hostside: what was found could not be written: ${printable(reasonOf(out.failure))}.\n`);
  return 2;
}

/** Colours where a person reads, unless the person says otherwise (https://no-color.org, FORCE_COLOR). */
function hasColours(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") return true;
  return process.stdout.isTTY && TERM !== "dumb";
}

void run(process.argv.slice(2))
  .then(statusOf)
  .then((status) => {
    process.exitCode = status;
  });
