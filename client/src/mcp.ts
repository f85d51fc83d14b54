import * as path from "node:path";
import process from "node:process";
import { version } from "../../package.json";
import { checkFiles } from "./agents/checkFiles";
import { machineEnvironment } from "./docker/endpoint/machineEnvironment";
import { withEngine } from "./inspect/askedEngine";
import { serveTools, type McpOutside } from "./mcp/program";
import { thisMachine } from "./netns/read/machine";
import { thisProcessTable } from "./netns/read/socketOwners";

/** Runs `hostside mcp` in this process. Who ends it by a signal has it end by that signal, once nothing is left over. */
async function main(): Promise<void> {
  const ending = new AbortController();
  let ended: NodeJS.Signals | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      ended = signal;
      ending.abort();
    });
  }
  const machine = thisMachine(process.platform, process.getuid?.());
  const { stdin, stdout, stderr } = process;
  const outside: McpOutside = {
    ...{ version, stdin, stdout, stderr },
    check: (paths, signal) => checkFiles(path.join(__dirname, "cli.js"), process.cwd(), paths, signal),
    withEngine: ({ host, context, helper }, signal, ask) => {
      const environment = machineEnvironment({ setting: host, contextSetting: context });
      return withEngine({ environment, machine, table: thisProcessTable }, helper, signal, ask);
    },
  };
  process.exitCode = await serveTools(process.argv.slice(2), outside, ending.signal);
  if (ended !== undefined) process.kill(process.pid, ended);
}

void main();
