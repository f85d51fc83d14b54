import { expect, it, vi } from "vitest";
import type { Container } from "../../src/docker/inventory/container";
import type { EngineSession } from "../../src/docker/inventory/engineSet";
import type { Problem } from "../../src/insight/problems";
import { followRemedies } from "../../src/views/remedyKeys";

const container = { id: "a".repeat(64), name: "app" } as Container;
const session = {
  key: "",
  live: { inventory: { containers: new Map([[container.id, container]]) } },
} as unknown as EngineSession;

it("says which problems somebody can do something about, as they come and go, and nothing twice", () => {
  vi.useFakeTimers();
  try {
    let problems: readonly Problem[] = [];
    let changed: () => void = () => undefined;
    const told: string[] = [];
    const quiet = { onDidChange: () => ({ dispose: () => undefined }) };
    const following = followRemedies(
      { sessions: [session], ...quiet },
      {
        problemsOf: () => problems,
        onDidChange: (listener) => {
          changed = () => listener(session, container);
          return { dispose: () => undefined };
        },
      },
      (key, value) => told.push(`${key} ${value}`),
    );
    const since = (): string[] => {
      changed();
      changed();
      vi.runAllTimers();
      return told.splice(0);
    };
    expect(told.splice(0).map((each) => each.split(" ")[1])).toEqual(["false", "false", "false", "false", "false"]);
    problems = [{ kind: "dead-namespace", owner: "db", how: "restarted" }];
    expect(since()).toEqual(["hostside.can-restore-network true", "hostside.can-reveal-cause true"]);
    expect(since()).toEqual([]);
    problems = [{ kind: "crash-loop", restarts: 3, exitCode: 1 }];
    expect(since()).toEqual(["hostside.can-restore-network false", "hostside.can-reveal-cause false"]);
    changed();
    following.dispose();
    problems = [{ kind: "dead-namespace", owner: "db", how: "restarted" }];
    vi.runAllTimers();
    expect(told).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
