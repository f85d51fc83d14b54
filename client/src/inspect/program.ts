import type { Output } from "../../../shared/terminal/output";
import { printable, printableJson } from "../../../shared/terminal/printable";
import type { EndpointEnvironment } from "../docker/endpoint/endpointEnvironment";
import { EngineError } from "../docker/fault";
import { errorText } from "../platform/logger";
import { readArguments, type InspectRequest } from "./arguments";
import { withEngine, type AskedEngine, type Outside } from "./askedEngine";
import { inspectDifference } from "./diff";
import { inspectExit } from "./exit";
import { sentenceOf } from "./faults";
import { inspectNamespaces } from "./namespaces";
import { inspectPorts } from "./ports";
import type { Printed } from "./printed";
import { inspectReach } from "./reach";
import { usage } from "./usage";

/** The terminal and the machine, as far as a question needs them. */
export interface Terminal extends Omit<Outside, "environment"> {
  readonly version: string;
  readonly out: Output;
  readonly error: Output;
  /** What finding an engine sees, with what the options name. */
  environment(named: Pick<EndpointEnvironment, "setting" | "contextSetting">): EndpointEnvironment;
}

/** Runs `hostside inspect` and answers with the exit status of the contract: 0, 1 or 2. */
export async function inspect(words: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<0 | 1 | 2> {
  const { out, error } = terminal;
  const request = readArguments(words);
  switch (request.kind) {
    case "help":
      await out.write(usage);
      return statusOf(0, terminal);
    case "version":
      await out.write(`${terminal.version}\n`);
      return statusOf(0, terminal);
    case "usage-error":
      await error.write(`hostside: ${printable(request.message)}\n\n${usage}`);
      return 2;
    case "inspect":
      return ask(request, terminal, signal);
  }
}

async function ask(request: InspectRequest, terminal: Terminal, signal: AbortSignal): Promise<0 | 1 | 2> {
  const { out, error } = terminal;
  const environment = terminal.environment({ setting: request.host, contextSetting: request.context });
  try {
    const printed = await withEngine({ ...terminal, environment }, request.helperImage, signal, (asked) =>
      answer(request, asked, signal),
    );
    await out.write(
      request.format === "json"
        ? `${printableJson(printed.json)}\n`
        : printed.lines.map((line) => `${printable(line)}\n`).join(""),
    );
    return await statusOf(printed.status, terminal);
  } catch (thrown) {
    // Who ended it needs no sentence.
    if (signal.aborted || (thrown instanceof EngineError && thrown.fault.kind === "cancelled")) return 2;
    const sentence = sentenceOf(thrown);
    const lines = sentence === undefined ? ourMistake(thrown) : printable(sentence);
    await error.write(`hostside: ${lines}\n`);
    return 2;
  }
}

function answer(request: InspectRequest, asked: AskedEngine, signal: AbortSignal): Promise<Printed> {
  const { question, words, part } = request;
  switch (question) {
    case "ports":
      return inspectPorts(asked, words[0] ?? "", signal);
    case "exit":
      return inspectExit(asked, words[0] ?? "", signal);
    case "reach":
      return inspectReach(asked, words, signal);
    case "namespaces":
      return inspectNamespaces(asked, signal);
    case "diff":
      return inspectDifference(asked, words, part, signal);
  }
}

/** An answer that did not arrive as a whole is none; who has read enough and closed knows. */
async function statusOf(found: 0 | 1 | 2, { out, error }: Terminal): Promise<0 | 1 | 2> {
  if (out.failure === undefined || out.isClosed) return found;
  await error.write("hostside: the answer could not be written.\n");
  return 2;
}

function ourMistake(thrown: unknown): string {
  const lines = errorText(thrown).split("\n");
  return [
    "internal error. Please report it with these lines.",
    ...lines.map((line) => `    ${printable(line.trim())}`),
  ].join("\n");
}
