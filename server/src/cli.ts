import process from "node:process";
import { runBeside } from "./start/besideCommand";

/** Loaded only where it is asked for: what another command runs needs none of the rules. */
async function checkFiles(): Promise<void> {
  const { runProgram } = await import("./cli/program");
  process.exitCode = await runProgram(process.argv.slice(2));
}

if (!runBeside(process.argv[2], __dirname)) void checkFiles();
