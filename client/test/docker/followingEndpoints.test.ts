import { writeFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import type { Endpoint } from "../../src/docker/endpoint/endpoint";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { EngineError } from "../../src/docker/fault";
import { followEndpoints } from "../../src/docker/inventory/followEndpoints";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { thisDisk } from "../../src/docker/endpoint/watchedDisk";
import { idOf, json, listed, startFakeEngine, type FakeEngine } from "./fakeEngine";

let here: FakeEngine;
let there: FakeEngine;
/** What names the engine now. */
let named: Endpoint;
let live: LiveInventory;

beforeEach(async () => {
  [here, there] = [await startFakeEngine(), await startFakeEngine()];
  here.containers = [listed(idOf(1), "here")];
  there.containers = [listed(idOf(2), "there")];
  named = here.endpoint;
  live = new LiveInventory({
    connect: () => Promise.resolve(createEngine(named, { call: 2_000, list: 2_000 })),
    endpoint: () => Promise.resolve(named),
    random: () => 0,
    batchMilliseconds: 5,
  });
});
afterEach(async () => {
  live.stop();
  await here.close();
  await there.close();
});

const names = (): string[] => [...live.inventory.containers.values()].map(({ name }) => name);
const becomes = (name: string): Promise<void> => vi.waitFor(() => expect(names()).toEqual([name]), 10_000);
/** The answer to one request of `here` waits until the test lets it go. */
const held = (url: string): { readonly asked: Promise<void>; release(): void } => {
  let [reached, release] = [(): void => undefined, (): void => undefined];
  const asked = new Promise<void>((resolve) => (reached = resolve));
  here.answer = (request, response) => {
    if (request.url?.startsWith(url) !== true) return false;
    here.answer = () => false;
    release = () => json(response, url === "/info" ? here.info : here.containers);
    reached();
    return true;
  };
  return { asked, release: () => release() };
};

describe("word that another engine is named", () => {
  it("counts while the endpoint is looked up", async () => {
    let found = (): void => undefined;
    const looked = new LiveInventory({
      connect: async () => {
        const engine = createEngine(named);
        if (named === here.endpoint) await new Promise<void>((resolve) => (found = resolve));
        return engine;
      },
      endpoint: () => Promise.resolve(named),
      random: () => 0,
    });
    looked.start();
    named = there.endpoint;
    await looked.follow();
    found();
    await vi.waitFor(() => expect([...looked.inventory.containers.keys()]).toEqual([idOf(2)]), 10_000);
    looked.stop();
  });

  it("counts while the engine is asked for the first time", async () => {
    const info = held("/info");
    live.start();
    await info.asked;
    named = there.endpoint;
    await live.follow();
    info.release();
    await becomes("there");
  });

  it("counts while the lists are refreshed", async () => {
    live.start();
    await live.settled();
    const info = held("/info");
    void live.refresh();
    await info.asked;
    named = there.endpoint;
    await live.follow();
    info.release();
    await becomes("there");
  });

  it("counts while the first look after a cut is taken, of which nothing is seen", async () => {
    live.start();
    await live.settled();
    const info = held("/info");
    here.cut();
    await info.asked;
    expect(live.status.kind).toBe("ready");
    named = there.endpoint;
    await live.follow();
    info.release();
    await becomes("there");
  });

  it("counts where the context is another, although its address is the same", async () => {
    live.start();
    await live.settled();
    named = { ...here.endpoint, source: "context", context: "lab" };
    await live.follow();
    await live.settled();
    expect(live.endpoint?.context).toBe("lab");
  });

  it("makes an attempt that failed meanwhile try again at once", async () => {
    let attempts = 0;
    let fail = (): void => undefined;
    const retried = new LiveInventory({
      connect: async () => {
        attempts += 1;
        if (attempts === 1) {
          await new Promise<void>((resolve) => (fail = resolve));
          throw new EngineError({ kind: "not-running", detail: "no engine socket exists" });
        }
        return createEngine(there.endpoint);
      },
      // Without word it would wait for this long.
      random: () => 1e5,
    });
    retried.start();
    await retried.follow();
    fail();
    await vi.waitFor(() => expect(retried.status.kind).toBe("ready"), 10_000);
    expect(attempts).toBe(2);
    retried.stop();
  });

  it("is no outcome for whoever waits for one", async () => {
    const info = held("/info");
    live.start();
    const waiting = live.ready();
    await info.asked;
    named = there.endpoint;
    await live.follow();
    expect((await waiting).endpoint).toBe(there.endpoint);
  });
});

describe("following what names the engines", () => {
  let folder: string;
  let file: string;
  let engines: EngineSet;
  let following: { dispose(): void } | undefined;
  /** As a Docker context: the file says which engine it is. */
  const endpointNow = async (): Promise<Endpoint> =>
    (await readFile(file, "utf8")) === "here" ? here.endpoint : there.endpoint;
  const shown = (): string[] => [...engines.primary.live.inventory.containers.values()].map(({ name }) => name);
  const warn = vi.fn();

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "hostside-following-"));
    file = path.join(folder, "config.json");
    await writeFile(file, "here");
    engines = new EngineSet({
      connect: async () => createEngine(await endpointNow()),
      endpoint: () => endpointNow(),
    });
  });
  afterEach(async () => {
    following?.dispose();
    engines.stop();
    await rm(folder, { recursive: true });
  });

  it("turns to the engine that was named before the watch began, after the one in use had been looked up", async () => {
    let arm = (): void => undefined;
    const armed = new Promise<void>((resolve) => (arm = resolve));
    const late = {
      ...thisDisk,
      look: async (at: string) => {
        await armed;
        return thisDisk.entryAt(at);
      },
    };
    following = followEndpoints(engines, () => Promise.resolve([file]), late, { warn });
    engines.start();
    await engines.ready();
    expect(shown()).toEqual(["here"]);
    writeFileSync(file, "there");
    arm();
    await vi.waitFor(() => expect(shown()).toEqual(["there"]), 10_000);
  });

  it("turns to it also where it is named by a file that is followed only since then", async () => {
    const meta = path.join(folder, "contexts", "meta.json");
    // What is in use is followed as soon as it is known, and looked at again then.
    const paths = (inUse: readonly Endpoint[]): Promise<string[]> =>
      Promise.resolve(inUse.length > 0 ? [file, meta] : [meta]);
    engines.primary.live.onDidChange(() => {
      if (engines.primary.live.status.kind === "ready" && shown()[0] === "here") writeFileSync(file, "there");
    });
    following = followEndpoints(engines, paths, thisDisk, { warn });
    engines.start();
    await vi.waitFor(() => expect(shown()).toEqual(["there"]), 10_000);
  });

  it("follows the file of a context that is named although it does not exist", async () => {
    const meta = path.join(folder, "contexts", "meta.json");
    let lab = false;
    const paths = (): Promise<string[]> => Promise.resolve(lab ? [file, meta] : [file]);
    following = followEndpoints(engines, paths, thisDisk, { warn });
    const follow = vi.spyOn(engines, "follow");
    engines.start();
    await engines.ready();
    await vi.waitFor(() => expect(follow).toHaveBeenCalled(), 10_000);
    lab = true;
    await writeFile(file, "here");
    await vi.waitFor(() => expect(follow.mock.calls.length).toBeGreaterThan(2), 10_000);
    const before = follow.mock.calls.length;
    await mkdir(path.dirname(meta));
    await vi.waitFor(() => expect(follow.mock.calls.length).toBeGreaterThan(before), 10_000);
  });

  it("comes to rest", async () => {
    const follow = vi.spyOn(engines, "follow");
    following = followEndpoints(engines, () => Promise.resolve([file]), thisDisk, { warn });
    engines.start();
    await engines.ready();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(follow.mock.calls.length).toBeLessThan(3);
    expect(shown()).toEqual(["here"]);
  });
});
