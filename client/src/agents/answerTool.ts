import { inspectDifference } from "../inspect/diff";
import { inspectExit } from "../inspect/exit";
import { inspectPorts } from "../inspect/ports";
import { inspectReach } from "../inspect/reach";
import type { AskedEngine } from "../inspect/askedEngine";
import { parts, type Part } from "../inspect/options";
import type { Checked } from "./checkFiles";
import { readInput, type ToolInput } from "./readInput";
import { safeData } from "./safeData";
import { tools, type ToolName } from "./tools";

/** What tools are answered with. */
export interface ToolSources {
  /** Checks Compose files. Throws Unanswered. */
  check(paths: readonly string[], signal: AbortSignal): Promise<Checked>;
  /**
   * Hands over the engine that has these containers; `tries` where a call is made, so that a helper container may be
   * asked for. Throws EngineError.
   */
  withEngine<T>(
    about: { readonly names: readonly string[]; readonly tries: boolean },
    signal: AbortSignal,
    ask: (asked: AskedEngine) => Promise<T>,
  ): Promise<T>;
}

/** What a tool answers: data of the shape that the table says, safe to show. Throws Unanswered, EngineError, NamespaceError. */
export async function answerTool(
  name: ToolName,
  given: unknown,
  sources: ToolSources,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const input = readInput(tools[name], given);
  return safeData(await answers[name](input, sources, signal)) as Readonly<Record<string, unknown>>;
}

type Answers = Readonly<
  Record<ToolName, (input: ToolInput, sources: ToolSources, signal: AbortSignal) => Promise<unknown>>
>;

const answers: Answers = {
  check_compose_networking: (input, sources, signal) => sources.check(input.texts("paths"), signal),
  explain_port_owner: (input, sources, signal) =>
    sources.withEngine({ names: [], tries: false }, signal, async (asked) => {
      const { json } = await inspectPorts(asked, String(input.number("port")), signal);
      return only(json, ["ports", "nextFree", "isHostRead"]);
    }),
  explain_container_exit: (input, sources, signal) => {
    const container = input.text("container");
    return sources.withEngine({ names: [container], tries: false }, signal, async (asked) => {
      const { json } = await inspectExit(asked, container, signal);
      return only(json, ["container", "id", "state", "health", "isWrong", "sentences", "evidence", "leads"]);
    });
  },
  explain_reachability: (input, sources, signal) => {
    const [from, to, tries] = [input.text("from"), input.text("to"), input.isSet("try")];
    return sources.withEngine({ names: [from], tries }, signal, async (asked) => {
      const { json } = await inspectReach(asked, [from, to], signal, tries);
      const { hops, ...answer } = json as { hops: readonly object[] };
      const steps = hops.map((hop) => only(hop, ["kind", "state", "text", "evidence"]));
      return { ...answer, from, hops: steps };
    });
  },
  compare_namespaces: (input, sources, signal) => {
    const names = [input.text("one"), input.text("other")];
    const part = parts.find((each): each is Part => each === input.optionalText("part")) ?? "addresses";
    return sources.withEngine({ names, tries: false }, signal, async (asked) => {
      const { json } = await inspectDifference(asked, names, part, signal);
      return only(json, ["left", "right", "part", "relation", "isEqual", "verdict", "changes"]);
    });
  },
};

/** These keys of an answer: what a model does not need costs it attention. */
function only(json: unknown, keys: readonly string[]): object {
  const all = json as Readonly<Record<string, unknown>>;
  return Object.fromEntries(keys.map((key) => [key, all[key]]));
}
