import process from "node:process";
import { version } from "../../package.json";
import { Output } from "../../shared/terminal/output";
import { machineEnvironment } from "./docker/endpoint/machineEnvironment";
import { inspect } from "./inspect/program";
import { thisMachine } from "./netns/read/machine";
import { thisProcessTable } from "./netns/read/socketOwners";

/** Runs `hostside inspect` in this process. Who ends it by a signal has it end by that signal, once nothing is left over. */
async function main(): Promise<void> {
  const ending = new AbortController();
  let ended: NodeJS.Signals | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      ended = signal;
      ending.abort();
    });
  }
  const terminal = {
    version,
    out: new Output(process.stdout),
    error: new Output(process.stderr),
    environment: machineEnvironment,
    machine: thisMachine(process.platform, process.getuid?.()),
    table: thisProcessTable,
  };
  process.exitCode = await inspect(process.argv.slice(2), terminal, ending.signal);
  if (ended !== undefined) process.kill(process.pid, ended);
}

void main();
