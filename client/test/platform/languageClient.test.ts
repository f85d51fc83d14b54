import { afterEach, expect, it, vi } from "vitest";
import { recordingLogger } from "../recordingLogger";

type Listener = (change: { newState: number }) => void;

/** What the language server does next, and what is told of it. */
const server = { fails: false, starts: 0, listeners: new Set<Listener>() };

vi.mock("vscode", () => ({
  EventEmitter: class {
    event = (): { dispose(): void } => ({ dispose: () => undefined });
    fire = (): void => undefined;
    dispose = (): void => undefined;
  },
  l10n: { t: (text: string) => text },
  LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
  window: {
    showErrorMessage: () => Promise.resolve(undefined),
    activeTextEditor: undefined,
    onDidChangeActiveTextEditor: () => ({ dispose: () => undefined }),
  },
}));
vi.mock("vscode-languageclient/node", () => ({
  State: { Stopped: 1, Running: 2, Starting: 3 },
  TransportKind: { ipc: 1 },
  LanguageClient: class {
    onDidChangeState = (listener: Listener): { dispose(): void } => {
      server.listeners.add(listener);
      return { dispose: () => server.listeners.delete(listener) };
    };
    start = (): Promise<void> => {
      server.starts += 1;
      return server.fails ? Promise.reject(new Error("no such module")) : Promise.resolve();
    };
    sendRequest = (): Promise<unknown> => Promise.resolve([]);
    sendNotification = (): Promise<void> => Promise.resolve();
    dispose = (): Promise<void> => Promise.resolve();
  },
}));
const { connectLanguageServer } = await import("../../src/platform/languageClient");

afterEach(() => {
  server.fails = false;
  server.starts = 0;
  server.listeners.clear();
});

const channel = { logLevel: 3, onDidChangeLogLevel: () => ({ dispose: () => undefined }) };
const noExtensions = { getExtension: () => undefined, onDidChange: () => ({ dispose: () => undefined }) };
const start = () => {
  const { log, lines } = recordingLogger();
  return { lines, client: connectLanguageServer("server.js", channel as never, log, noExtensions) };
};
const become = (newState: number): void => server.listeners.forEach((listener) => listener({ newState }));

it("writes each time that the language server has ended; that it has started it says itself", async () => {
  const { lines, client } = start();
  for (const state of [3, 2, 1, 3, 2, 1]) become(state);
  expect(await client.start()).toBe(true);
  expect(lines).toEqual(["info The language server has ended.", "info The language server has ended."]);
});

it("writes why it did not start", async () => {
  server.fails = true;
  const { lines, client } = start();
  expect(await client.start()).toBe(false);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^error The language server did not start: Error: no such module\n/u);
});

it("starts when somebody needs it, once, and not to be told of the engine or for a line above a service", async () => {
  const { client } = start();
  const token = { isCancellationRequested: false } as never;
  await client.sendEngineFacts(null);
  expect(await client.services({ toString: () => "file:///p/deploy.yaml" } as never, token)).toEqual([]);
  expect(server.starts).toBe(0);
  expect(await Promise.all([client.start(), client.start()])).toEqual([true, true]);
  expect(server.starts).toBe(1);
});
