import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { foreignMachine } from "../../src/netns/read/machine";
import { eventLine, idOf, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";

/** How often the tree told VS Code to ask for its lines anew. */
const changed = vi.hoisted(() => ({ told: (): void => undefined }));
vi.mock("vscode", () => ({
  Disposable: {
    from: (...parts: { dispose(): void }[]) => ({ dispose: () => parts.forEach((part) => part.dispose()) }),
  },
  EventEmitter: class {
    fire = () => changed.told();
    event = () => ({ dispose: () => undefined });
    dispose = () => undefined;
  },
  l10n: { t: (text: string) => text },
}));
const { HostPortsTree } = await import("../../src/views/trees/hostPortsTree");

const debug = vi.fn();
let fake: FakeEngine;
let engines: EngineSet;
let tree: InstanceType<typeof HostPortsTree>;
/** The inspections of the container on whose host ports are read: each waits for its answer. */
let inspections: ServerResponse[];
const container = idOf(1);

beforeEach(async () => {
  fake = await startFakeEngine();
  fake.containers = [listed(container, "one", { HostConfig: { NetworkMode: "host" } })];
  inspections = [];
  debug.mockClear();
  fake.answer = (request: IncomingMessage, response) => {
    if (request.url?.startsWith(`/containers/${container}/json`) !== true) return false;
    inspections.push(response);
    return true;
  };
  engines = new EngineSet({
    connect: () => Promise.resolve(createEngine(fake.endpoint)),
    endpoint: () => Promise.resolve(fake.endpoint),
  });
  tree = new HostPortsTree(engines, foreignMachine, { owners: () => Promise.resolve(new Map()) } as never, {
    debug,
  });
  await engines.ready();
});
afterEach(async () => {
  tree.dispose();
  engines.stop();
  await fake.close();
});

const asked = (times: number): Promise<void> =>
  vi.waitFor(() => expect(inspections.length).toBeGreaterThanOrEqual(times), 10_000);

it("goes on reading when the command whose reading it had joined is cancelled", async () => {
  const command = new AbortController();
  const ports = tree.readings.ports(engines.primary, command.signal);
  await asked(1);
  tree.show(true);
  // The view's own turn comes while the command's reading is under way.
  await new Promise((resolve) => setTimeout(resolve, 100));
  command.abort();
  await expect(ports).rejects.toMatchObject({ fault: { kind: "cancelled" } });
  await asked(2);
});

it("reads again after a reading that failed, although the engine tells of no change", async () => {
  tree.show(true);
  await asked(1);
  inspections[0]?.writeHead(500).end(JSON.stringify({ message: "out of breath" }));
  await asked(2);
  inspections[1]?.writeHead(500).end(JSON.stringify({ message: "out of breath" }));
  await asked(3);
});

it("does not let a change of the engine wait for that", async () => {
  tree.show(true);
  for (const times of [1, 2]) {
    await asked(times);
    inspections[times - 1]?.writeHead(500).end(JSON.stringify({ message: "out of breath" }));
  }
  // The next attempt is six seconds away.
  await vi.waitFor(() => expect(debug).toHaveBeenCalledTimes(2), 10_000);
  const told = performance.now();
  fake.send(eventLine(container, "update"));
  fake.containers = [listed(container, "renamed", { HostConfig: { NetworkMode: "host" } })];
  await asked(3);
  expect(performance.now() - told).toBeLessThan(5_500);
});

it("shows its lines again after the engine was away, although they are the same as before", async () => {
  const line = "The host's own processes cannot be read from here";
  let away = false;
  fake.containers = [];
  fake.answer = (request) => {
    if (away) request.socket.destroy();
    return away;
  };
  engines.restart();
  await engines.ready();
  // As VS Code does: it shows what it was given when the tree last told of a change.
  let shown: string[] = [];
  changed.told = () => (shown = tree.getChildren().map(({ label }) => label));
  tree.show(true);
  await vi.waitFor(() => expect(shown).toEqual([line]), 10_000);
  away = true;
  fake.cut();
  await vi.waitFor(() => expect(shown).toEqual([]), 10_000);
  away = false;
  await vi.waitFor(() => expect(shown).toEqual([line]), 15_000);
}, 40_000);

it("draws nothing anew where a container that has a port is another one, and all lines look as before", async () => {
  const published = { Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 2000, Type: "tcp" }] };
  fake.containers = [listed(container, "web", published)];
  fake.answer = () => false;
  engines.restart();
  await engines.ready();
  let drawings = 0;
  changed.told = () => {
    drawings += 1;
    tree.getChildren();
  };
  const web = (): string | undefined => tree.find(`hostPort/2000/tcp/publish:${container}:80`)?.container?.state;
  tree.show(true);
  await vi.waitFor(() => expect(web()).toBe("running"), 10_000);
  const before = drawings;
  fake.containers = [listed(container, "web", { ...published, State: "paused" })];
  fake.send(eventLine(container, "pause"));
  await vi.waitFor(() => expect(web()).toBe("paused"), 10_000);
  expect(drawings).toBe(before);
}, 30_000);
