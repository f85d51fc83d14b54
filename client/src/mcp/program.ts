import type { Readable, Writable } from "node:stream";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { printable } from "../../../shared/terminal/printable";
import type { AskedEngine } from "../inspect/askedEngine";
import type { Checked } from "../agents/checkFiles";
import { mcpUsage, readMcpArguments, type McpEngine } from "./options";
import { toolServer } from "./toolServer";

/** The streams, the files and the engine, as far as this program needs them. */
export interface McpOutside {
  readonly version: string;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  check(paths: readonly string[], signal: AbortSignal): Promise<Checked>;
  withEngine<T>(engine: McpEngine, signal: AbortSignal, ask: (asked: AskedEngine) => Promise<T>): Promise<T>;
}

/**
 * Runs `hostside mcp` and answers with its exit status once the agent is gone, or the signal ends it; what is still asked
 * then is ended, so that no helper container is left over.
 */
export async function serveTools(words: readonly string[], outside: McpOutside, signal: AbortSignal): Promise<0 | 2> {
  const { version, stdin, stdout, stderr } = outside;
  const request = readMcpArguments(words);
  switch (request.kind) {
    case "help":
      stdout.write(mcpUsage);
      return 0;
    case "version":
      stdout.write(`${version}\n`);
      return 0;
    case "usage-error":
      stderr.write(`hostside: ${printable(request.message)}\n\n${mcpUsage}`);
      return 2;
    case "serve": {
      const server = toolServer(version, {
        check: (paths, signal) => outside.check(paths, signal),
        withEngine: (_about, signal, ask) => outside.withEngine(request, signal, ask),
      });
      const gone = agentGone(stdin, stdout, signal);
      await server.connect(new StdioServerTransport(stdin, stdout));
      await gone;
      await server.close();
      stdin.destroy();
      return 0;
    }
  }
}

/** Resolves when nobody asks or listens any more. */
function agentGone(stdin: Readable, stdout: Writable, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => resolve();
    stdin.once("end", end).once("close", end);
    // Each text that does not arrive is an error of its own.
    stdout.on("error", end);
    signal.addEventListener("abort", end, { once: true });
  });
}
