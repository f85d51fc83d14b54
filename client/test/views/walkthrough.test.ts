import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Memento } from "vscode";
import { createEngine } from "../../src/docker/api/engine";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { foreignMachine } from "../../src/netns/read/machine";
import { thisProcessTable } from "../../src/netns/read/socketOwners";
import { Walkthrough } from "../../src/views/walk/walkthrough";
import { hostNetworking } from "../../src/walk/hostNetworking/hostNetworking";
import { withPort, withTried } from "../../src/walk/progress";
import { startFakeEngine, type FakeEngine } from "../docker/fakeEngine";
import { user, walkEntry } from "../walk/walkEntries";

/** The context keys of the window, as VS Code is told of them. */
const keys = new Map<string, unknown>();
vi.mock("vscode", () => ({
  commands: { executeCommand: (_: string, key: string, value: unknown) => void keys.set(key, value) },
}));

/** What VS Code keeps over a reload: text. */
const kept = new Map<string, string>();
const memory: Memento = {
  keys: () => [...kept.keys()],
  get: <T>(key: string, otherwise?: T): T | undefined => {
    const text = kept.get(key);
    return text === undefined ? otherwise : (JSON.parse(text) as T);
  },
  update: (key, value) => {
    kept.set(key, JSON.stringify(value));
    return Promise.resolve();
  },
};

let fake: FakeEngine;
let live: LiveInventory;
let walkthrough: Walkthrough;

/** Opens a window: nothing stays of the one before but what VS Code keeps. */
function open(): void {
  keys.clear();
  live = new LiveInventory({ connect: () => Promise.resolve(createEngine(fake.endpoint)) });
  walkthrough = new Walkthrough(hostNetworking, {
    ...{ live, machine: foreignMachine, table: thisProcessTable, memory, user },
    ...{ image: () => "nginx:alpine", ports: () => undefined },
  });
}

function close(): void {
  walkthrough.dispose();
  live.stop();
}

beforeEach(async () => {
  fake = await startFakeEngine();
  kept.clear();
  open();
});
afterEach(async () => {
  close();
  await fake.close();
});

const key = "hostside.walk.host-networking.host-driver";

it("goes on where the user was, after a reload, also before the engine has answered", async () => {
  fake.containers = [walkEntry(2, "app2", { network: "host" })];
  await live.ready();
  expect(keys.get(key)).toBe(false);
  await walkthrough.remember((progress) =>
    withTried(withPort(progress, "app", 8080), "host-driver", "try-host", "answers"),
  );
  expect(keys.get(key)).toBe(true);
  close();
  open();
  expect(keys.get(key)).toBe(true);
  expect(walkthrough.settings.ports).toEqual({ app: 8080, published: 2000 });
});

it("completes a step after a reload by what was done before it", async () => {
  await walkthrough.remember((progress) => withTried(progress, "host-driver", "try-host", "answers"));
  close();
  open();
  expect(keys.get(key)).toBe(false);
  fake.containers = [walkEntry(2, "app2", { network: "host" })];
  await live.ready();
  await vi.waitFor(() => expect(keys.get(key)).toBe(true));
});

it("begins anew after a reset, also after a reload", async () => {
  await walkthrough.remember((progress) => withTried(progress, "compare", "app1", "done"));
  await walkthrough.reset();
  close();
  open();
  expect(walkthrough.progress.tried).toEqual({});
});
