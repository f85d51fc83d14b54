import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Container } from "../../src/docker/inventory/container";
import { createEngine } from "../../src/docker/api/engine";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { foreignMachine } from "../../src/netns/read/machine";
import { ContainerProbes } from "../../src/monitor/containerProbes";
import { idOf, json, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";

let fake: FakeEngine;
let live: LiveInventory;
let looks: ContainerProbes;
/** The inspections that wait for their answer. */
let inspections: ServerResponse[];
const id = idOf(1);
const stopped = (...networks: string[]): object => ({
  State: "exited",
  Status: "Exited (0) 1 second ago",
  NetworkSettings: { Networks: Object.fromEntries(networks.map((name) => [name, {}])) },
});
const inspection = (error: string, ...networks: string[]): object => ({
  State: { Running: false, Error: error },
  NetworkSettings: { Networks: Object.fromEntries(networks.map((name) => [name, {}])) },
});

beforeEach(async () => {
  fake = await startFakeEngine();
  fake.containers = [listed(id, "one", stopped("bridge"))];
  inspections = [];
  fake.answer = (request, response) => {
    if (request.url?.startsWith(`/containers/${id}/json`) !== true) return false;
    inspections.push(response);
    return true;
  };
  live = new LiveInventory({ connect: () => Promise.resolve(createEngine(fake.endpoint)), batchMilliseconds: 5 });
  live.start();
  await live.settled();
  looks = new ContainerProbes(foreignMachine, { list: () => Promise.resolve([]) } as never, { debug: () => undefined });
});
afterEach(async () => {
  looks.dispose();
  live.stop();
  await fake.close();
});
const container = (): Container => {
  const found = live.inventory.containers.get(id);
  if (found === undefined) throw new Error("it is gone");
  return found;
};
const asked = (times: number): Promise<void> => vi.waitFor(() => expect(inspections).toHaveLength(times), 10_000);
const answer = (response: ServerResponse | undefined, value: object): void => {
  if (response === undefined) throw new Error("nobody has asked");
  json(response, value);
};
const lists = (): number => fake.requests.filter((request) => request.includes("/containers/json")).length;
const networks = (): string[] => container().attachments.map(({ network }) => network);

describe("a closer look", () => {
  it("has a stopped container listed anew that was connected to a network, of which no event tells", async () => {
    const look = looks.probe(live, container());
    fake.containers = [listed(id, "one", stopped("bridge", "mine"))];
    await asked(1);
    answer(inspections[0], inspection("", "bridge", "mine"));
    expect((await look)?.networks).toEqual(["bridge", "mine"]);
    await vi.waitFor(() => expect(networks()).toEqual(["bridge", "mine"]), 10_000);
  });

  it("asks once, and no more, where the list goes on telling otherwise, and not where they agree", async () => {
    const before = container();
    for (const told of [["bridge", "mine"], ["bridge"]]) {
      const look = looks.probe(live, before, -1);
      await asked(1);
      answer(inspections.pop(), inspection("", ...told));
      await look;
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(lists()).toBe(2);
      expect(container()).toBe(before);
    }
  });

  it("is taken anew where it was outdated while it was under way", async () => {
    const first = looks.probe(live, container());
    await asked(1);
    looks.outdate(container());
    const second = looks.probe(live, container());
    await asked(2);
    answer(inspections[1], inspection("the second", "bridge"));
    await second;
    answer(inspections[0], inspection("the first", "bridge"));
    await first;
    expect(looks.known(container())?.problems).toMatchObject([{ kind: "not-started", detail: "the second" }]);
  });

  it("that failed is due again after a while, a few times", async () => {
    vi.useFakeTimers();
    try {
      const due = vi.fn(() => looks.whenDue(container(), undefined, due));
      looks.whenDue(container(), undefined, due);
      await vi.advanceTimersByTimeAsync(24 * 60 * 60_000);
      expect(due).toHaveBeenCalledTimes(3);
    } finally {
      vi.useRealTimers();
    }
  });
});
