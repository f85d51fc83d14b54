import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { EngineUse } from "../../src/docker/inventory/engineUse";
import { idOf, listed, startFakeEngine, type FakeEngine } from "./fakeEngine";

let fake: FakeEngine;
let other: FakeEngine;
let isOther: boolean;
let engines: EngineSet;
let shown: boolean;
let use: EngineUse;

beforeEach(async () => {
  [fake, other] = [await startFakeEngine(), await startFakeEngine()];
  fake.containers = [listed(idOf(1), "one")];
  other.containers = [listed(idOf(2), "two")];
  isOther = false;
  engines = new EngineSet({
    connect: () => Promise.resolve(createEngine((isOther ? other : fake).endpoint)),
    endpoint: () => Promise.resolve((isOther ? other : fake).endpoint),
  });
  shown = true;
  use = new EngineUse(engines, () => shown);
  // The clock of what is waited for a minute; sockets go on by their own.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(async () => {
  vi.useRealTimers();
  use.dispose();
  engines.stop();
  await Promise.all([fake.close(), other.close()]);
});

const minutes = (count: number): void => void vi.advanceTimersByTime(count * 60_000);
const status = (): string => engines.primary.live.status.kind;
const names = (): string[] => [...engines.primary.live.inventory.containers.values()].map(({ name }) => name);
/** Resolves when the engine has that many streams: it sees the end of one a moment later. */
async function streams(count: number): Promise<void> {
  while (fake.openStreams !== count) await new Promise(setImmediate);
}

describe("engines of which nothing is shown any more", () => {
  it("have no open stream after a minute, and keep what is known until they are looked at again", async () => {
    engines.start();
    await engines.ready();
    await streams(1);
    shown = false;
    use.look();
    vi.advanceTimersByTime(59_000);
    expect(status()).toBe("ready");
    minutes(1);
    await streams(0);
    expect([status(), names()]).toEqual(["idle", ["one"]]);
    const before = engines.primary.live.inventory.containers.get(idOf(1));
    const asked = fake.requests.length;
    minutes(10);
    expect(fake.requests).toHaveLength(asked);

    shown = true;
    use.look();
    engines.start();
    expect(names()).toEqual(["one"]);
    await engines.ready();
    await streams(1);
    expect(names()).toEqual(["one"]);
    // It may have been restarted meanwhile: what was found out about it does not hold for the new object.
    expect(engines.primary.live.inventory.containers.get(idOf(1))).not.toBe(before);
    minutes(10);
    expect(status()).toBe("ready");
  });

  it("stay connected where they are shown again within the minute", async () => {
    await engines.ready();
    shown = false;
    use.look();
    vi.advanceTimersByTime(59_000);
    shown = true;
    use.look();
    minutes(10);
    expect(status()).toBe("ready");
    await streams(1);
  });

  it("stay connected while a command runs, and rest a minute after one that connected by itself", async () => {
    shown = false;
    let end = (): void => undefined;
    const ending = new Promise<void>((resolve) => (end = resolve));
    const working = use.during(async () => {
      await engines.ready();
      await ending;
    });
    await engines.ready();
    minutes(10);
    expect(status()).toBe("ready");
    end();
    await working;
    minutes(1);
    await streams(0);
    expect(status()).toBe("idle");
  });

  it("rest also where they do not answer, so that nobody goes on trying", async () => {
    shown = false;
    await fake.close();
    await expect(engines.ready()).rejects.toThrow();
    minutes(1);
    expect(status()).toBe("idle");
  });

  it("show nothing of another engine that is the usual one after the rest", async () => {
    await engines.ready();
    shown = false;
    use.look();
    minutes(1);
    isOther = true;
    const seen: string[][] = [];
    engines.onDidChange(() => seen.push(names()));
    await engines.ready();
    expect(seen).toEqual([["one"], [], ["two"]]);
    engines.rest();
    engines.restart();
    expect(names()).toEqual([]);
  });
});
