import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { EngineFactsMessage } from "../../../shared/protocol";
import { createEngine } from "../../src/docker/api/engine";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { followEngineFacts } from "../../src/views/editor/engineFactsFollower";
import { eventLine, idOf, json, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";

let fake: FakeEngine;
let live: LiveInventory;
let heard: (EngineFactsMessage | null)[];
/** A server begins to run, in the place of one that crashed or as the first. */
let serverStarts: () => void;

beforeEach(async () => {
  fake = await startFakeEngine();
  fake.containers = [listed(idOf(1), "one")];
  fake.info = { OSType: "linux", OperatingSystem: "Docker Desktop", SecurityOptions: ["name=rootless", "name=userns"] };
  live = new LiveInventory({ connect: () => Promise.resolve(createEngine(fake.endpoint)), random: () => 0 });
  heard = [];
  followEngineFacts(live, {
    sendEngineFacts: (facts) => {
      heard.push(facts);
      return Promise.resolve();
    },
    onDidStart: (listener) => {
      serverStarts = listener;
      return { dispose: () => undefined };
    },
  });
});
afterEach(async () => {
  live.stop();
  await fake.close();
});

it("tells the language server what kind of engine there is, once, and when that is another", async () => {
  const facts = { os: "linux", desktop: true, rootless: true, usernsRemap: true, swarm: "none" } as const;
  const message = { ...facts, version: "20.10.24", apiVersion: "1.41" };
  live.start();
  await live.settled();
  expect(heard).toEqual([message]);
  fake.containers = [listed(idOf(1), "renamed")];
  fake.send(eventLine(idOf(1), "rename"));
  await vi.waitFor(() => expect(live.inventory.containers.get(idOf(1))?.name).toBe("renamed"), 10_000);
  expect(heard).toHaveLength(1);
  fake.info = { OSType: "windows" };
  await live.refresh();
  expect(heard).toHaveLength(2);
  expect(heard[1]).toMatchObject({ os: "windows", desktop: false, rootless: false, usernsRemap: false });
  // What is known holds until somebody looks again.
  live.rest();
  expect(heard).toHaveLength(2);
  live.stop();
  expect(heard[2]).toBeNull();
});

it("tells of no engine where it is Podman, whose host mode is another than rootless Docker's", async () => {
  const Components = [{ Name: "Podman Engine", Version: "4.3.1" }];
  fake.answer = (request, response) => {
    if (request.url?.startsWith("/version") !== true) return false;
    json(response, { Components, Version: "4.3.1", ApiVersion: "1.41" });
    return true;
  };
  live.start();
  await live.settled();
  expect(live.status).toMatchObject({ kind: "ready", facts: { product: "podman", rootless: true } });
  expect(heard.filter((facts) => facts !== null)).toEqual([]);
});

it("tells it to a server that is started in the place of one that crashed, as it is by then", async () => {
  live.start();
  await live.settled();
  serverStarts();
  expect(heard).toHaveLength(2);
  expect(heard[1]).toEqual(heard[0]);
  serverStarts();
  expect(heard).toHaveLength(3);
  live.stop();
  expect(heard[3]).toBeNull();
  // A server that knows of nothing need not be told that there is nothing.
  serverStarts();
  expect(heard).toHaveLength(4);
});

it("keeps what it told while another engine is connected to, and tells of that one", async () => {
  live.start();
  await live.settled();
  fake.info = { OSType: "windows" };
  live.restart();
  expect(heard).toHaveLength(1);
  await live.settled();
  expect(heard.map((facts) => facts?.os)).toEqual(["linux", "windows"]);
});
