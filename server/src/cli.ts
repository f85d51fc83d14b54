import { access, constants, writeFile } from "node:fs/promises";
import process from "node:process";
import { version } from "../../package.json";
import { readArguments, usage } from "./cli/arguments";
import { check } from "./cli/check";
import { coloured, plain } from "./cli/style";
import { readStream } from "./cli/readStream";
import { nodeFileSystem } from "./workspace/nodeFileSystem";
import { reasonOf } from "./workspace/unreadOf";

async function run(words: readonly string[]): Promise<0 | 1 | 2> {
  const request = readArguments(words);
  switch (request.kind) {
    case "help":
      process.stdout.write(usage);
      return 0;
    case "version":
      process.stdout.write(`${version}\n`);
      return 0;
    case "usage-error":
      process.stderr.write(`hostside: ${request.message}\n\n${usage}`);
      return 2;
    case "check":
      return check(request, {
        files: nodeFileSystem,
        workingFolder: process.cwd(),
        style: hasColours() ? coloured : plain,
        out: (text) => process.stdout.write(text),
        error: (text) => process.stderr.write(text),
        progress: (text) => {
          // Rewrites one line of a terminal; a log would only fill with them.
          if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
        },
        stdin: () => readStream(process.stdin),
        whyNotWritable: (path) => access(path, constants.W_OK).then(() => undefined, reasonOf),
        write: (path, bytes) => writeFile(path, bytes),
      });
  }
}

/** Colours where a person reads, unless the person says otherwise (https://no-color.org, FORCE_COLOR). */
function hasColours(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") return true;
  return process.stdout.isTTY && TERM !== "dumb";
}

void run(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
