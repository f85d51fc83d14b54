import { afterEach, expect, it, vi } from "vitest";
import { recordingLogger } from "../recordingLogger";

type Listener = (change: { newState: number }) => void;

/** What the language server does next, and what is told of it. */
const server = { fails: false, listeners: new Set<Listener>() };

vi.mock("vscode", () => ({
  EventEmitter: class {
    event = (): { dispose(): void } => ({ dispose: () => undefined });
    fire = (): void => undefined;
    dispose = (): void => undefined;
  },
  l10n: { t: (text: string) => text },
  LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
  window: { showErrorMessage: () => Promise.resolve(undefined) },
}));
vi.mock("vscode-languageclient/node", () => ({
  State: { Stopped: 1, Running: 2, Starting: 3 },
  TransportKind: { ipc: 1 },
  LanguageClient: class {
    onDidChangeState = (listener: Listener): { dispose(): void } => {
      server.listeners.add(listener);
      return { dispose: () => server.listeners.delete(listener) };
    };
    start = (): Promise<void> => (server.fails ? Promise.reject(new Error("no such module")) : Promise.resolve());
    dispose = (): Promise<void> => Promise.resolve();
  },
}));
const { startLanguageServer } = await import("../../src/platform/languageClient");

afterEach(() => {
  server.fails = false;
  server.listeners.clear();
});

const channel = { logLevel: 3, onDidChangeLogLevel: () => ({ dispose: () => undefined }) };
const start = () => {
  const { log, lines } = recordingLogger();
  return { lines, client: startLanguageServer("server.js", channel as never, log) };
};
const become = (newState: number): void => server.listeners.forEach((listener) => listener({ newState }));

it("writes each time that the language server has ended; that it has started it says itself", async () => {
  const { lines, client } = start();
  for (const state of [3, 2, 1, 3, 2, 1]) become(state);
  expect(await client.started).toBe(true);
  expect(lines).toEqual(["info The language server has ended.", "info The language server has ended."]);
});

it("writes why it did not start", async () => {
  server.fails = true;
  const { lines, client } = start();
  expect(await client.started).toBe(false);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^error The language server did not start: Error: no such module\n/u);
});
