import process from "node:process";
import { version } from "../../package.json";
import { readArguments, usage } from "./cli/arguments";
import { check } from "./cli/check";
import { nodeFileSystem } from "./workspace/nodeFileSystem";

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
        out: (text) => process.stdout.write(text),
        error: (text) => process.stderr.write(text),
      });
  }
}

void run(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
