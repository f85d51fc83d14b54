import { afterEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { eventLine, idOf, listed, startFakeEngine, type FakeEngine } from "./fakeEngine";

let fake: FakeEngine;
let live: LiveInventory;

async function open(count: number): Promise<void> {
  fake = await startFakeEngine();
  fake.containers = Array.from({ length: count }, (_, index) => listed(idOf(index), `c${index}`));
  live = new LiveInventory({ connect: () => Promise.resolve(createEngine(fake.endpoint)), random: () => 0 });
  live.start();
  await live.settled();
}
afterEach(async () => {
  live.stop();
  await fake.close();
});

const asked = (): number => fake.requests.filter((request) => request.includes("/containers/")).length;

describe.each([1_000, 10_000])("an engine with %i containers", (count) => {
  it("is listed by one request, and a change by one more, for that container alone", async () => {
    await open(count);
    expect(live.inventory.containers.size).toBe(count);
    expect(fake.requests).toHaveLength(5);
    const untouched = live.inventory.containers.get(idOf(1));
    fake.containers[7] = listed(idOf(7), "renamed");
    fake.send(eventLine(idOf(7), "rename"));
    await vi.waitFor(() => expect(live.inventory.containers.get(idOf(7))?.name).toBe("renamed"), 10_000);
    expect(fake.requests).toHaveLength(6);
    expect(fake.requests[5]).toContain(idOf(7));
    expect(live.inventory.containers.get(idOf(1))).toBe(untouched);
  });

  it("ends a storm of 3,000 events in the right state, with far fewer questions than events", async () => {
    await open(count);
    for (let burst = 0; burst < 30; burst += 1) {
      let text = "";
      for (let index = 0; index < 100; index += 1) {
        const number = (burst * 37 + index * 11) % count;
        const state = burst % 2 === 0 ? "paused" : "running";
        fake.containers[number] = listed(idOf(number), `c${number}`, { State: state });
        text += eventLine(idOf(number), state === "paused" ? "pause" : "unpause");
      }
      fake.send(text);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const told = fake.containers.map((each) => (each as { State: string }).State).join();
    const held = (): string =>
      fake.containers.map((each) => live.inventory.containers.get((each as { Id: string }).Id)?.state).join();
    await vi.waitFor(() => expect(held() === told).toBe(true), 10_000);
    expect(asked()).toBeLessThan(100);
  });
});
