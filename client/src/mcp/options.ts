import { parseArgs } from "node:util";
import { options as inspectOptions } from "../inspect/options";
import { wrapped } from "../../../shared/terminal/wrapped";

const { host, context, helper, help, version } = inspectOptions;

/** Those of `hostside inspect` that say which engine is asked, and how: an agent cannot choose another one. */
const options = { host, context, helper, help, version };

/** Which engine is asked, and with which helper containers. */
export interface McpEngine {
  readonly host: string;
  readonly context: string;
  readonly helper: string | undefined;
}

/** What the words behind `hostside mcp` ask for. */
export type McpRequest =
  | { readonly kind: "help" | "version" }
  | { readonly kind: "usage-error"; readonly message: string }
  | ({ readonly kind: "serve" } & McpEngine);

/** Reads the words behind `hostside mcp`. Never throws. */
export function readMcpArguments(words: readonly string[]): McpRequest {
  try {
    const { values } = parseArgs({ args: [...words], options });
    if (values.help) return { kind: "help" };
    if (values.version) return { kind: "version" };
    if (values.host !== undefined && values.context !== undefined) {
      return {
        kind: "usage-error",
        message: "--host and --context each name an engine; leave out one of them.",
      };
    }
    return { kind: "serve", host: values.host ?? "", context: values.context ?? "", helper: values.helper };
  } catch (error) {
    return { kind: "usage-error", message: error instanceof Error ? error.message : String(error) };
  }
}

/** Printed for `--help`, and with every usage error. */
export const mcpUsage = `hostside mcp [--host ADDRESS | --context NAME] [--helper IMAGE]

Serves an agent by the Model Context Protocol on standard input and output, until the input ends.
Looks only: nothing is changed, and no call is made that the agent does not ask for.

Options:
${Object.values(options)
  .map((option, at) => {
    const value = "value" in option ? ` ${option.value}` : "";
    return `  --${Object.keys(options)[at] ?? ""}${value}\n${wrapped(option.help.split(" "), 6)}`;
  })
  .join("\n")}
`;
