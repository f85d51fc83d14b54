import { beforeEach, expect, it, vi } from "vitest";
import type { Memento } from "vscode";
import { openBesideTutorial } from "../../src/views/walk/besideTutorial";

const { window } = vi.hoisted(() => ({
  window: { folders: [] as string[], opensWalkthroughs: true, tabs: [] as string[], ran: [] as string[] },
}));
const uri = (path: string): { path: string } => ({ path });
vi.mock("vscode", () => ({
  Uri: { joinPath: (base: { path: string }, name: string) => ({ path: `${base.path}/${name}` }) },
  commands: { executeCommand: (command: string) => Promise.resolve(void window.ran.push(command)) },
  window: {
    tabGroups: {
      get all() {
        return [{ tabs: window.tabs }];
      },
    },
  },
  workspace: {
    get workspaceFolders() {
      return window.folders.map((path) => ({ uri: { path } }));
    },
    getConfiguration: () => ({ get: () => window.opensWalkthroughs }),
  },
}));

const kept = new Map<string, unknown>();
const memory: Memento = {
  keys: () => [...kept.keys()],
  get: <T>(key: string, otherwise?: T): T | undefined => (kept.has(key) ? (kept.get(key) as T) : otherwise),
  update: (key, value) => Promise.resolve(void kept.set(key, value)),
};
const extension = uri("/extensions/hostside") as never;

beforeEach(() => {
  kept.clear();
  Object.assign(window, { folders: [], opensWalkthroughs: true, tabs: [], ran: [] });
});

it.each([
  ["the user's own copy", "/home/anna/hostside-tutorial"],
  ["the files that come with Hostside", "/extensions/hostside/tutorial"],
])("opens the walkthrough beside the tutorial once: %s", async (_, folder) => {
  window.folders = [folder];
  expect(await openBesideTutorial(extension, memory)).toBe(true);
  expect(window.ran).toEqual(["hostside.openWalkthrough"]);
  expect(await openBesideTutorial(extension, memory)).toBe(false);
  expect(window.ran).toHaveLength(1);
});

it("opens nothing beside other folders, nor where VS Code is to open no walkthrough by itself", async () => {
  window.folders = ["/home/anna/shop", "/home/anna/tutorial"];
  expect(await openBesideTutorial(extension, memory)).toBe(false);
  window.folders = ["/home/anna/hostside-tutorial"];
  window.opensWalkthroughs = false;
  expect(await openBesideTutorial(extension, memory)).toBe(false);
  expect(window.ran).toEqual([]);
  // Whoever allows it later sees it then.
  window.opensWalkthroughs = true;
  expect(await openBesideTutorial(extension, memory)).toBe(true);
});

it("does not cover what is open", async () => {
  window.folders = ["/home/anna/hostside-tutorial"];
  window.tabs = ["compose.yaml"];
  expect(await openBesideTutorial(extension, memory)).toBe(false);
  window.tabs = [];
  expect(await openBesideTutorial(extension, memory)).toBe(true);
});
