import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { inventoryFrom, type Inventory } from "../../client/src/docker/inventory/inventory";
import { freeLoopbackPort } from "../../client/src/insight/cost/freeLoopbackPort";
import { measurePaths, type CostEffort, type CostOutcome } from "../../client/src/insight/cost/measurePaths";
import { foreignMachine, thisMachine } from "../../client/src/netns/read/machine";
import type { Prober } from "../../client/src/netns/read/prober";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";

const socket = inject("dockerSocket");
const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const machine = thisMachine(process.platform, process.getuid?.());
/** As little as tells whether every way answers; what it costs is not what is tested. */
const effort: CostEffort = { rounds: 2, trips: 3, blocks: 2 };
const network = "hostside-cost";
let prober: Prober;
let inventory: Inventory;
let before: string[] = [];

const listed = async (): Promise<string[]> => {
  const entries = await callEngineJson<{ Id: string }[]>(socket, "/containers/json?all=1");
  return entries.map(({ Id }) => Id).sort();
};

const measured = (
  more: { readonly image?: string; readonly network?: string | undefined; readonly effort?: CostEffort } = {},
  running: Parameters<typeof measurePaths>[4] = {},
): Promise<CostOutcome> =>
  measurePaths(
    prober,
    inventory,
    { image: "busybox:latest", network, about: [], effort, ...more },
    freeLoopbackPort,
    running,
  );

beforeAll(async () => {
  await callEngineJson(socket, "/networks/create", { method: "POST", json: { Name: network } });
  before = await listed();
  prober = { engine, machine, facts: await engine.facts() };
  inventory = inventoryFrom(await engine.listContainers(), await engine.listNetworks());
});
afterAll(() => callEngine(socket, `/networks/${network}`, { method: "DELETE" }));

/** The engine of the tests makes no rules for the firewall: its proxy takes every published address. */
const withoutRules = ["host-mode", "bridge", "proxy", "proxy"];

test("every way answers, each is known by what was derived of it, and nothing is left", async () => {
  const rounds: number[] = [];
  const outcome = await measured({}, { onRound: (done) => rounds.push(done) });
  if (outcome.kind !== "measured") throw new Error(JSON.stringify(outcome));
  expect(outcome.costs.map(({ way }) => way)).toEqual(withoutRules);
  for (const { roundTrip, throughput } of outcome.costs) {
    expect(roundTrip.lowest).toBeGreaterThan(0);
    expect(throughput.lowest).toBeGreaterThan(0);
  }
  expect(rounds).toEqual([0, 1]);
  expect(await listed()).toEqual(before);
});

test("without a network that publishes ports host mode alone is measured", async () => {
  const outcome = await measured({ network: undefined });
  expect(outcome.kind === "measured" && outcome.costs.map(({ way }) => way)).toEqual(["host-mode"]);
  expect(await listed()).toEqual(before);
});

test("an image without a shell is said, and nothing is left of it", async () => {
  expect(await measured({ image: "hostside/scratch:latest" })).toEqual({ kind: "no-listener" });
  expect(await listed()).toEqual(before);
});

test("who ends it in the middle leaves nothing on the engine", async () => {
  const ending = new AbortController();
  let during: string[] = [];
  const onRound = (): void => {
    void listed().then((ids) => {
      during = ids;
      ending.abort();
    });
  };
  await expect(
    measured({ effort: { rounds: 10_000, trips: 3, blocks: 2 } }, { signal: ending.signal, onRound }),
  ).rejects.toThrow();
  expect(during).toHaveLength(before.length + 2);
  expect(await listed()).toEqual(before);
});

test("from another network than that of the engine's host nothing is started", async () => {
  const elsewhere = { ...prober, machine: foreignMachine };
  const question = { image: "busybox:latest", network, about: [], effort };
  expect(await measurePaths(elsewhere, inventory, question, freeLoopbackPort)).toEqual({ kind: "elsewhere" });
  expect(await listed()).toEqual(before);
});
