import { afterEach, beforeEach, expect, it, vi } from "vitest";

const vscode = vi.hoisted(() => ({
  shown: [] as string[],
  active: undefined as { document: { uri: { scheme: string } } } | undefined,
  changed: [] as (() => void)[],
}));
vi.mock("vscode", () => ({
  window: {
    get activeTextEditor() {
      return vscode.active;
    },
    setStatusBarMessage: (text: string) => {
      vscode.shown.push(text);
      return { dispose: () => vscode.shown.splice(vscode.shown.indexOf(text), 1) };
    },
    onDidChangeActiveTextEditor: (listener: () => void) => {
      vscode.changed.push(listener);
      return { dispose: () => vscode.changed.splice(vscode.changed.indexOf(listener), 1) };
    },
  },
}));
const { sayBesideDocuments } = await import("../../src/views/namespaces/sayBesideDocuments");

const goTo = (scheme: string | undefined): void => {
  vscode.active = scheme === undefined ? undefined : { document: { uri: { scheme } } };
  for (const listener of [...vscode.changed]) listener();
};

beforeEach(() => {
  vi.useFakeTimers();
  vscode.active = { document: { uri: { scheme: "hostside-netns" } } };
});
afterEach(() => vi.useRealTimers());

it("says it over other namespaces, not over other tabs", () => {
  sayBesideDocuments("Read with ip.");
  goTo(undefined);
  goTo("hostside-netns");
  vi.advanceTimersByTime(1_000);
  expect(vscode.shown).toEqual(["Read with ip."]);
  goTo("file");
  vi.advanceTimersByTime(1_000);
  expect([vscode.shown, vscode.changed]).toEqual([[], []]);
});

it("says it no longer than ten seconds", () => {
  sayBesideDocuments("Read with ip.");
  vi.advanceTimersByTime(9_000);
  expect(vscode.shown).toEqual(["Read with ip."]);
  vi.advanceTimersByTime(1_000);
  expect([vscode.shown, vscode.changed]).toEqual([[], []]);
});
