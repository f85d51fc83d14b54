import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { foreignMachine } from "../../src/netns/read/machine";
import { eventLine, idOf, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";

vi.mock("vscode", () => ({
  Disposable: {
    from: (...parts: { dispose(): void }[]) => ({ dispose: () => parts.forEach((part) => part.dispose()) }),
  },
  EventEmitter: class {
    fire = () => undefined;
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
  const ports = tree.ports(engines.primary, command.signal);
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
