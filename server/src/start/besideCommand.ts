import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

/** The commands that are programs of their own, and the file of each beside that of the command line. */
const programs: ReadonlyMap<string, string> = new Map([
  ["inspect", "inspect.js"],
  ["lsp", "server.js"],
  ["mcp", "mcp.js"],
]);

/**
 * Runs the program that a command is, in this process, with the words behind the command as its arguments. The programs
 * know nothing of each other: some ask an engine, others read files. False for any other word.
 */
export function runBeside(command: string | undefined, folder: string): boolean {
  const name = programs.get(command ?? "");
  if (name === undefined) return false;
  const file = path.join(folder, name);
  if (!existsSync(file)) {
    process.stderr.write(`hostside: ${String(command)} needs the file ${name} beside cli.js, and it is not there.\n`);
    process.exitCode = 2;
    return true;
  }
  process.argv.splice(1, 2, file);
  createRequire(file)(file);
  return true;
}
