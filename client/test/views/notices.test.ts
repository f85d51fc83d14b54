import { expect, it, vi } from "vitest";
import { EngineError } from "../../src/docker/fault";
import { NamespaceError } from "../../src/netns/read/fault";
import { recordingLogger } from "../recordingLogger";

const shown: string[] = [];
vi.mock("vscode", () => ({
  CancellationError: class extends Error {},
  l10n: {
    t: (text: string, ...values: unknown[]) => text.replace(/\{(\d)\}/gu, (_, at) => String(values[Number(at)])),
  },
  window: {
    showWarningMessage: (text: string) => {
      shown.push(text);
      return Promise.resolve(undefined);
    },
  },
}));
const { reportFailure } = await import("../../src/views/notices");

async function reported(error: unknown): Promise<readonly string[]> {
  const { log, lines } = recordingLogger();
  shown.length = 0;
  await reportFailure(error, "hostside.showLogs", log);
  return lines;
}

it("leaves a line with the cause of each fault of the engine that the user is told of", async () => {
  const fault = {
    kind: "not-running",
    detail: "connect ENOENT /run/docker.sock",
    endpoint: "unix:///run/docker.sock",
    request: "GET /info",
  } as const;
  expect(await reported(new EngineError(fault))).toEqual([
    "warn hostside.showLogs failed: not-running: connect ENOENT /run/docker.sock (GET /info at unix:///run/docker.sock)",
  ]);
  expect(shown).toHaveLength(1);
  const ssh = {
    kind: "ssh",
    detail: "Permission denied (publickey)",
    endpoint: "ssh://me:word@lab.example.com",
  } as const;
  expect(await reported(new EngineError(ssh))).toEqual([
    "warn hostside.showLogs failed: ssh: Permission denied (publickey) (at ssh://lab.example.com)",
  ]);
});

it("leaves a line of each namespace that could not be read", async () => {
  const unreadable = { kind: "unreadable", container: "app1", paused: false, detail: "sh: not found" } as const;
  expect(await reported(new NamespaceError(unreadable))).toEqual([
    "warn hostside.showLogs failed: the namespace of app1 cannot be read: sh: not found",
  ]);
  const fault = { kind: "timeout", detail: "no answer within 10 s" } as const;
  expect(await reported(new NamespaceError({ kind: "engine", fault }))).toEqual([
    "warn hostside.showLogs failed: timeout: no answer within 10 s",
  ]);
});

it("leaves the stack of what nobody foresaw, and nothing of what was cancelled", async () => {
  const [line, ...more] = await reported(new Error("broken"));
  expect(line).toMatch(/^error hostside\.showLogs failed: Error: broken\n\s+at /u);
  expect(more).toEqual([]);
  expect(await reported(new EngineError({ kind: "cancelled", detail: "cancelled" }))).toEqual([]);
  expect(shown).toEqual([]);
});
