import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import type { EngineFactsMessage } from "../../../shared/protocol";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { eventLine, idOf, json, listed, startFakeEngine, type FakeEngine } from "./fakeEngine";

let fake: FakeEngine;
let live: LiveInventory;
let manager = false;
let leaderless = false;

/** As an engine with one service: it tells of swarms to nobody but its manager. */
function become(isManager: boolean): void {
  manager = isManager;
  const state = manager ? { LocalNodeState: "active", ControlAvailable: true } : { LocalNodeState: "inactive" };
  fake.info = { OSType: "linux", Swarm: state };
}

beforeEach(async () => {
  leaderless = false;
  fake = await startFakeEngine();
  fake.containers = [listed(idOf(1), "one")];
  fake.answer = (request, response) => {
    if (!/^\/(?:services|tasks|nodes)/u.test(request.url ?? "")) return false;
    if (leaderless) {
      response.statusCode = 500;
      json(response, { message: "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible" });
      return true;
    }
    if (!manager) response.statusCode = 503;
    const services = [{ ID: "s1", Spec: { Name: "web", Mode: { Replicated: { Replicas: 1 } } } }];
    const refusal = { message: 'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join".' };
    json(response, manager ? (request.url?.startsWith("/services") === true ? services : []) : refusal);
    return true;
  };
  live = new LiveInventory({ connect: () => Promise.resolve(createEngine(fake.endpoint)), batchMilliseconds: 5 });
});
afterEach(async () => {
  live.stop();
  await fake.close();
});

const role = (): EngineFactsMessage["swarm"] | undefined =>
  live.status.kind === "ready" ? live.status.facts.swarm : undefined;
const services = (): string[] => live.inventory.services.map(({ name }) => name);
async function started(isManager: boolean): Promise<void> {
  become(isManager);
  live.start();
  await live.settled();
}

describe("an engine whose place in a swarm changes", () => {
  it("shows its services once it manages one, which only the news of a node tells", async () => {
    await started(false);
    expect([role(), services()]).toEqual(["none", []]);
    become(true);
    fake.send('{"Type":"node","Action":"update","Actor":{"ID":"n1","Attributes":{"state.new":"ready"}}}\n');
    await vi.waitFor(() => expect([role(), services()]).toEqual(["manager", ["web"]]), 10_000);
  });

  it("is known as a manager also where the news comes before the engine calls itself one", async () => {
    await started(false);
    const asked = () => fake.requests.filter((line) => line.includes("/info")).length;
    const before = asked();
    fake.send('{"Type":"node","Action":"create","Actor":{"ID":"n1","Attributes":{}}}\n');
    await vi.waitFor(() => expect(asked()).toBeGreaterThan(before), 10_000);
    expect(role()).toBe("none");
    become(true);
    await vi.waitFor(() => expect([role(), services()]).toEqual(["manager", ["web"]]), 10_000);
  });

  it("shows the networks that its swarm makes later, of which nothing tells", async () => {
    await started(false);
    become(true);
    fake.send('{"Type":"node","Action":"update","Actor":{"ID":"n1","Attributes":{"state.new":"ready"}}}\n');
    await vi.waitFor(() => expect(role()).toBe("manager"), 10_000);
    fake.networks = [{ Id: idOf(7), Name: "docker_gwbridge", Driver: "bridge", Scope: "local" }];
    const names = (): string[] => [...live.inventory.networks.values()].map(({ name }) => name);
    expect(names()).toEqual([]);
    await vi.waitFor(() => expect(names()).toEqual(["docker_gwbridge"]), 10_000);
  });

  it("has none any more when it answers that it is no manager, and stays connected", async () => {
    await started(true);
    expect(services()).toEqual(["web"]);
    const statuses = new Set<string>();
    live.onDidChange(() => statuses.add(live.status.kind));
    become(false);
    // The last task's container goes with the swarm.
    fake.send(eventLine(idOf(1), "destroy").replace("{}", '{"com.docker.swarm.service.id":"s1"}'));
    await vi.waitFor(() => expect([role(), services()]).toEqual(["none", []]), 10_000);
    expect([...statuses]).toEqual(["ready"]);
  });

  it.each([true, false])("is known after a refresh, which nothing else may tell (manager: %s)", async (isManager) => {
    await started(!isManager);
    become(isManager);
    await live.refresh();
    expect([role(), services()]).toEqual(isManager ? ["manager", ["web"]] : ["none", []]);
  });

  it("keeps what the swarm's leader told last while there is none, and its own containers true", async () => {
    await started(true);
    const statuses = new Set<string>();
    live.onDidChange(() => statuses.add(live.status.kind));
    leaderless = true;
    fake.containers = [listed(idOf(1), "one"), listed(idOf(2), "two")];
    fake.send(eventLine(idOf(2), "create"));
    fake.send('{"Type":"node","Action":"update","Actor":{"ID":"n1","Attributes":{}}}\n');
    await vi.waitFor(() => expect(live.inventory.leaderless).toBe(true), 10_000);
    await vi.waitFor(() => expect(live.inventory.containers.size).toBe(2), 10_000);
    expect([role(), services()]).toEqual(["manager", ["web"]]);
    // That one was found no event tells.
    leaderless = false;
    await vi.waitFor(() => expect(live.inventory.leaderless).toBe(false), 10_000);
    expect([services(), [...statuses]]).toEqual([["web"], ["ready"]]);
  });

  it("does not keep the services of the manager that it was before the stream was cut", async () => {
    await started(true);
    become(false);
    fake.cut();
    await vi.waitFor(() => expect([role(), services()]).toEqual(["none", []]), 10_000);
  });
});
