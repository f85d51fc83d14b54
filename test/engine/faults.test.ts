import { rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import type { Endpoint } from "../../client/src/docker/endpoint/endpoint";
import { faultFrom } from "../../client/src/docker/fault";
import { probeContainer } from "../../client/src/insight/containerProbe";
import { foreignMachine } from "../../client/src/netns/read/machine";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { startPrivateEngine, type PrivateEngine } from "../../scripts/engine/daemon.mjs";
import { importImages } from "../../scripts/engine/images.mjs";
import { containersHeld, networksHeld } from "./heldAndListed";
import { answering, dockerdOf, gone, killEngine, startOf } from "./killed.mjs";
import { containersOfEngine, networksOfEngine } from "./listed.mjs";
import { freePort } from "./freePort";

/** An engine of its own, since these tests kill it. Its supervisor cleans up after whatever process has its folder. */
let engine: PrivateEngine;
let live: LiveInventory;
let endpoint: Endpoint;

beforeAll(async () => {
  engine = await startPrivateEngine({ programs: inject("enginePrograms") });
  await importImages(engine.socket);
  endpoint = { kind: "socket", path: engine.socket, address: engine.host, source: "setting" };
  live = new LiveInventory({ connect: () => Promise.resolve(createEngine(endpoint)) });
  live.start();
  await live.settled();
}, 120_000);

afterAll(async () => {
  live.stop();
  await engine.stop();
}, 120_000);

async function create(name: string, more: object = {}): Promise<string> {
  const { Id } = await callEngineJson<{ Id: string }>(engine.socket, `/containers/create?name=${name}`, {
    method: "POST",
    json: { Image: "busybox:latest", Cmd: ["sleep", "600"], Labels: { "hostside.test": "1" }, ...more },
  });
  return Id;
}

const start = (id: string): Promise<unknown> =>
  callEngine(engine.socket, `/containers/${id}/start`, { method: "POST" });

/** Within 5 s of the engine's return, what we hold is what `docker ps -a` and `docker network inspect` would print. */
async function sameAsTheEngine(): Promise<void> {
  const sorted = (all: unknown[]): unknown[] => all.map((each) => JSON.stringify(each)).sort();
  await vi.waitFor(
    async () => {
      const [containers, networks] = [await containersOfEngine(engine.socket), await networksOfEngine(engine.socket)];
      expect(live.status.kind).toBe("ready");
      expect(sorted(containersHeld(live.inventory))).toEqual(sorted(containers));
      expect(sorted(networksHeld(live.inventory))).toEqual(sorted(networks));
    },
    { timeout: 5_000, interval: 100 },
  );
}

describe("what we hold is what the engine has", () => {
  test("after 100 containers were started and removed in a storm", { timeout: 240_000 }, async () => {
    const waiting = Array.from({ length: 100 }, (_, index) => `hostside-test-storm-${index}`);
    const worker = async (): Promise<void> => {
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        const id = await create(name, { HostConfig: { NetworkMode: "none" } });
        await start(id);
        // Every third one stays, exited.
        const last = name.endsWith("3") ? `/containers/${id}/kill` : `/containers/${id}?force=1`;
        await callEngine(engine.socket, last, { method: name.endsWith("3") ? "POST" : "DELETE" });
      }
    };
    await Promise.all(Array.from({ length: 6 }, worker));
    await sameAsTheEngine();
    expect([...live.inventory.containers.values()].filter(({ name }) => name.endsWith("3"))).toHaveLength(10);
  });

  test("after a network was made, joined, left under a running container, and removed", async () => {
    const id = await create("hostside-test-network");
    await start(id);
    await sameAsTheEngine();
    const json = { Name: "hostside-test-net" };
    await callEngine(engine.socket, "/networks/create", { method: "POST", json });
    await callEngine(engine.socket, "/networks/hostside-test-net/connect", { method: "POST", json: { Container: id } });
    await sameAsTheEngine();
    expect(live.inventory.containers.get(id)?.attachments.map(({ network }) => network)).toContain("hostside-test-net");
    await callEngine(engine.socket, "/networks/bridge/disconnect", {
      method: "POST",
      json: { Container: id, Force: true },
    });
    await sameAsTheEngine();
    await callEngine(engine.socket, "/networks/hostside-test-net/disconnect", {
      method: "POST",
      json: { Container: id },
    });
    await callEngine(engine.socket, "/networks/hostside-test-net", { method: "DELETE" });
    await sameAsTheEngine();
    expect(live.inventory.containers.get(id)?.attachments).toEqual([]);
  });

  test("after containers died while they were looked into", { timeout: 120_000 }, async () => {
    const looker = createEngine(endpoint);
    const id = await create("hostside-test-dying");
    const outcomes = new Set<string>();
    for (let round = 0; round < 24; round += 1) {
      await start(id);
      await vi.waitFor(() => expect(live.inventory.containers.get(id)?.state).toBe("running"), 5_000);
      const container = live.inventory.containers.get(id);
      if (container === undefined) throw new Error("it is not held");
      const { status, inventory } = live;
      if (status.kind !== "ready") throw new Error(`the engine is ${status.kind}`);
      const { facts } = status;
      const source = { engine: looker, facts, machine: foreignMachine, table: thisProcessTable, inventory };
      const looking = probeContainer(source, container).then(
        ({ listening }) => (listening === undefined ? "nothing" : "sockets"),
        (error: unknown) => faultFrom(error).kind,
      );
      // Before it is inspected, before its exec is made, while that runs, after it.
      await wait(round * 5);
      await callEngine(engine.socket, `/containers/${id}/kill`, { method: "POST" });
      outcomes.add(await looking);
      await sameAsTheEngine();
    }
    looker.connection.close();
    // Never a time-out or an answer that is not understood.
    for (const outcome of outcomes) expect(["nothing", "sockets", "container-not-running"]).toContain(outcome);
  });

  test("after the engine was killed and started again", { timeout: 120_000 }, async () => {
    const startAgain = startOf(engine);
    await killEngine(engine);
    await vi.waitFor(() => expect(live.status.kind).toBe("fault"), 5_000);
    startAgain();
    await answering(engine);
    await sameAsTheEngine();
  });

  test("after the engine stood still for 20 s", { timeout: 120_000 }, async () => {
    const id = await create("hostside-test-still", { HostConfig: { NetworkMode: "none" } });
    process.kill(dockerdOf(engine), "SIGSTOP");
    const asking = live.refresh();
    await wait(20_000);
    process.kill(dockerdOf(engine), "SIGCONT");
    await asking;
    await start(id);
    await sameAsTheEngine();
  });

  test("after its socket was removed, and made again by a restart", { timeout: 120_000 }, async () => {
    const before = dockerdOf(engine);
    const startAgain = startOf(engine);
    rmSync(engine.socket);
    process.kill(before, "SIGTERM");
    await gone(before);
    startAgain();
    await answering(engine);
    await sameAsTheEngine();
  });

  test("in a swarm: services, tasks and ports with their mode", { timeout: 120_000 }, async () => {
    const swarm = {
      ListenAddr: `127.0.0.1:${await freePort()}`,
      AdvertiseAddr: "127.0.0.1",
      DataPathPort: await freePort(),
    };
    await callEngine(engine.socket, "/swarm/init", { method: "POST", json: swarm });
    try {
      // The news of its own node is all that tells; the swarm's networks come without an event.
      await vi.waitFor(() => expect(live.status).toMatchObject({ kind: "ready", facts: { swarm: "manager" } }), 10_000);
      await sameAsTheEngine();
      const Ports = [{ Protocol: "tcp", TargetPort: 80, PublishedPort: 21_988, PublishMode: "host" }];
      await callEngine(engine.socket, "/services/create", {
        method: "POST",
        json: {
          Name: "hostside-test-web",
          TaskTemplate: { ContainerSpec: { Image: "busybox:latest", Command: ["sleep", "600"] } },
          Mode: { Replicated: { Replicas: 1 } },
          EndpointSpec: { Ports },
        },
      });
      await vi.waitFor(
        () => {
          expect(live.inventory.services).toMatchObject([
            {
              name: "hostside-test-web",
              replicas: 1,
              ports: [{ published: 21_988, target: 80, protocol: "tcp", mode: "host" }],
              tasks: [{ slot: 1, state: "running" }],
            },
          ]);
          expect([...live.inventory.networks.values()].some(({ ingress, scope }) => ingress && scope === "swarm")).toBe(
            true,
          );
        },
        { timeout: 60_000, interval: 200 },
      );
      const [task] = live.inventory.services[0]?.tasks ?? [];
      expect(live.inventory.containers.get(task?.containerId ?? "")?.swarmService).toBe("hostside-test-web");
      expect(task?.node).not.toBe("");
      await callEngine(engine.socket, "/services/hostside-test-web", { method: "DELETE" });
      await vi.waitFor(() => expect(live.inventory.services).toEqual([]), 10_000);
    } finally {
      await callEngine(engine.socket, "/swarm/leave?force=1", { method: "POST" });
    }
    // Of that the engine tells nothing at all, so that it takes a refresh.
    await live.refresh();
    expect(live.status).toMatchObject({ kind: "ready", facts: { swarm: "none" } });
    await sameAsTheEngine();
  });
});
