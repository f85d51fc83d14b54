import { describe, expect, test } from "vitest";
import type { Engine, ExecResult } from "../../../src/docker/api/engine";
import { EngineError } from "../../../src/docker/fault";
import { containerFrom } from "../../../src/docker/inventory/container";
import type { Target } from "../../../src/insight/path/model";
import { tryInside } from "../../../src/insight/reach/tryInside";

const container = containerFrom({ Id: "a".repeat(64), Names: ["/api"], State: "running" });
const target: Target = { host: "web", port: 80, protocol: "tcp" };

type Answer = Partial<ExecResult> | EngineError;
type Answers = Readonly<Record<string, Answer | ((command: readonly string[]) => Answer)>>;

/** Tries with an image that has these programs, and tells which were started. */
async function tried(answers: Answers, to = target) {
  const started: string[][] = [];
  const exec = (_: string, command: readonly string[]): Promise<ExecResult> => {
    started.push([...command]);
    // `timeout` is of the same packages as what it runs.
    const answer = answers[command.find((word) => word in answers) ?? ""];
    const found = typeof answer === "function" ? answer(command) : answer;
    if (found instanceof EngineError) return Promise.reject(found);
    return Promise.resolve({ stdout: "", stderr: "", exitCode: found === undefined ? 127 : 0, ...found });
  };
  if (container === undefined) throw new Error("there is no container");
  const result = await tryInside({ engine: { exec } as unknown as Engine }, container, to);
  return {
    result,
    programs: started.map(([first = "", , second = ""]) => (first === "timeout" ? second : first)),
    started,
  };
}

describe("a call from inside a container", () => {
  test.each([
    ["nc", { nc: {} }, { kind: "connected" }],
    ["nc and wget", { nc: {}, wget: { stderr: "  HTTP/1.1 200 OK\n" } }, { kind: "connected", http: 200 }],
    [
      "nc that is refused",
      { nc: { exitCode: 1, stderr: "nc: web (10.0.0.2:80): Connection refused" } },
      { kind: "refused" },
    ],
    ["nc without the name", { nc: { exitCode: 1, stderr: "nc: bad address 'web'" } }, { kind: "no-name" }],
    [
      "nc without an answer",
      { nc: { exitCode: 1, stderr: "nc: web (10.0.0.2:80): Operation timed out" } },
      { kind: "silent" },
    ],
    ["bash", { bash: {} }, { kind: "connected" }],
    ["bash that takes too long", { bash: { exitCode: 124 } }, { kind: "silent" }],
    [
      "bash that is refused",
      { bash: { exitCode: 1, stderr: "bash: connect: Connection refused" } },
      { kind: "refused" },
    ],
    [
      "bash without a way",
      { bash: { exitCode: 1, stderr: "bash: connect: No route to host" } },
      { kind: "unreachable" },
    ],
    ["curl", { curl: { stdout: "HTTP/1 301" } }, { kind: "connected", http: 301 }],
    ["curl without the name", { curl: { exitCode: 6 } }, { kind: "no-name" }],
    ["curl that is refused", { curl: { exitCode: 7, stderr: "curl: (7) Connection refused" } }, { kind: "refused" }],
    ["nothing", {}, { kind: "not-tried", why: "no-program" }],
  ] satisfies [string, Answers, object][])("by %s", async (_, answers, expected) => {
    expect((await tried(answers)).result).toEqual(expected);
  });

  test("goes on to the next program where one does not know its options", async () => {
    const old = { nc: { exitCode: 1, stderr: "nc: invalid option -- 'z'" } };
    expect((await tried({ ...old, bash: {} })).result).toEqual({ kind: "connected" });
    expect((await tried(old)).result).toEqual({ kind: "not-tried", why: "unclear" });
  });

  test("by an nc without -z, whose help has the words of failures in it", async () => {
    const help = "Usage: nc [IPADDR PORT]\n\t-w SEC\tTimeout for connects and final net reads\n\t-e PROG\tRun PROG";
    const by = async (plain: Partial<ExecResult>): Promise<unknown> => {
      const nc = (command: readonly string[]): Partial<ExecResult> =>
        command.includes("-z") ? { exitCode: 1, stderr: help } : plain;
      return (await tried({ nc })).result;
    };
    expect(await by({})).toEqual({ kind: "connected" });
    expect(await by({ exitCode: 143 })).toEqual({ kind: "connected" });
    expect(await by({ exitCode: 1, stderr: "nc: web (10.0.0.2:80): Connection refused" })).toEqual({ kind: "refused" });
    expect(await by({ exitCode: 1, stderr: "nc: timed out" })).toEqual({ kind: "silent" });
  });

  test("hands names over as parameters, and none that would be an option", async () => {
    const { started } = await tried({});
    expect(started.map((command) => command.some((word) => word === "web" || word.includes("//web:80/")))).toEqual([
      ...[true, true, true, true],
    ]);
    const { result, started: none } = await tried({ nc: {} }, { ...target, host: "-e" });
    expect([result, none]).toEqual([{ kind: "not-tried", why: "unclear" }, []]);
  });

  test("of an engine that refuses a program goes on; of one that fails is a failure", async () => {
    const missing = new EngineError({ kind: "engine-error", detail: 'exec: "nc": executable file not found in $PATH' });
    expect((await tried({ nc: missing, bash: {} })).result).toEqual({ kind: "connected" });
    const stopped = new EngineError({ kind: "container-not-running", detail: "is not running" });
    expect((await tried({ nc: stopped })).result).toEqual({ kind: "not-tried", why: "not-running" });
    await expect(tried({ nc: new EngineError({ kind: "timeout", detail: "too long" }) })).rejects.toThrow(EngineError);
  });
});
