import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { EngineError } from "../../src/docker/fault";
import { idOf, listed, startFakeEngine, type FakeEngine } from "./fakeEngine";

let near: FakeEngine;
let far: FakeEngine;
let engines: EngineSet;
let nearIsDown = false;
/** Engines that take a connection and never answer. */
const silent = new Set<string>();

beforeEach(async () => {
  [near, far] = [await startFakeEngine(), await startFakeEngine()];
  near.containers = [listed(idOf(1), "near")];
  far.containers = [listed(idOf(1), "far"), listed(idOf(2), "other")];
  nearIsDown = false;
  silent.clear();
  far.answer = () => silent.has("far");
  engines = new EngineSet({
    connect: (key) => {
      if (key === "" && nearIsDown) return Promise.reject(new EngineError({ kind: "not-running", detail: "down" }));
      return Promise.resolve(createEngine((key === "" ? near : far).endpoint));
    },
    endpoint: (key) => Promise.resolve((key === "" ? near : far).endpoint),
  });
});
afterEach(async () => {
  engines.stop();
  await near.close();
  await far.close();
});

const names = (): string[][] =>
  engines.sessions.map(({ live }) => [...live.inventory.containers.values()].map(({ name }) => name));
const keys = async (patient?: number): Promise<string[]> =>
  (await engines.ready(undefined, patient)).map(({ key }) => key);

describe("several engines", () => {
  it("each have their own state, also with containers of one ID", async () => {
    engines.show(["far"]);
    expect(await keys()).toEqual(["", "far"]);
    expect(names()).toEqual([["near"], ["far", "other"]]);
  });

  it("answer without the one that does not, be it the usual one", async () => {
    nearIsDown = true;
    engines.show(["far"]);
    expect(await keys()).toEqual(["far"]);
    expect(engines.primary.live.status).toMatchObject({ kind: "fault", fault: { kind: "not-running" } });
  });

  it("do not wait long for one that hangs", async () => {
    silent.add("far");
    engines.show(["far"]);
    expect(await keys(20)).toEqual([""]);
    expect(engines.session("far").live.status.kind).toBe("connecting");
  });

  it("say what is wrong with the usual one where none answers", async () => {
    nearIsDown = true;
    await expect(keys()).rejects.toMatchObject({ fault: { kind: "not-running" } });
  });

  it("keep what they know while others come and go", async () => {
    engines.show(["far"]);
    await keys();
    const told: (string | undefined)[] = [];
    engines.onDidChange((session) => told.push(session?.key));
    const session = engines.session("far");
    engines.show(["far", "far", ""]);
    expect([engines.session("far"), told]).toEqual([session, []]);
    engines.show([]);
    expect([engines.session("far"), told]).toEqual([engines.primary, [undefined]]);
    expect(session.live.status.kind).toBe("idle");
    expect(names()).toEqual([["near"]]);
  });
});
