import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { eventLine, idOf, json, listed, startFakeEngine, type FakeEngine } from "./fakeEngine";

let fake: FakeEngine;
let live: LiveInventory;
const [one, two] = [idOf(1), idOf(2)];

beforeEach(async () => {
  fake = await startFakeEngine();
  fake.containers = [listed(one, "one"), listed(two, "two")];
  live = new LiveInventory({
    connect: () => Promise.resolve(createEngine(fake.endpoint, { call: 300, list: 300 })),
    random: () => 0,
    batchMilliseconds: 5,
  });
});
afterEach(async () => {
  live.stop();
  await fake.close();
});

const names = (): string[] => [...live.inventory.containers.values()].map(({ name }) => name).sort();
/** Resolves when a question that is put now is answered: whatever was sent before has arrived. */
const roundTrip = (): Promise<unknown> => createEngine(fake.endpoint).version();
const lists = (): string[] => fake.requests.filter((request) => request.includes("/containers/json"));

describe("a live inventory", () => {
  it("asks nothing before it is started, then one of each: stream, version, facts, lists", async () => {
    expect(live.status.kind).toBe("idle");
    await roundTrip();
    expect(fake.requests.splice(0)).toEqual(["GET /version"]);
    live.start();
    live.start();
    expect((await live.settled()).kind).toBe("ready");
    expect(names()).toEqual(["one", "two"]);
    const asked = fake.requests.map((request) => request.replace(/\?.*/u, ""));
    const first = ["GET /events", "GET /info", "GET /version"];
    expect([...asked].sort()).toEqual([...first, "GET /containers/json", "GET /networks"].sort());
    // Nothing that changes between the stream and the lists is missed.
    expect(asked.slice(0, 3).sort()).toEqual(first);
  });

  it("asks for what an event names, once for many events, and for nothing else", async () => {
    live.start();
    await live.settled();
    const untouched = live.inventory.containers.get(two);
    fake.containers = [listed(one, "renamed"), listed(two, "two")];
    fake.send(eventLine(one, "rename") + eventLine(one, "update") + eventLine(two, "exec_create: ip"));
    await vi.waitFor(() => expect(names()).toEqual(["renamed", "two"]), 10_000);
    expect(lists()).toHaveLength(2);
    expect(lists()[1]).toContain(`{"id":["${one}"]}`);
    expect(live.inventory.containers.get(two)).toBe(untouched);
  });

  it("drops a container that the engine no longer lists", async () => {
    live.start();
    await live.settled();
    fake.containers = [listed(one, "one")];
    fake.send(eventLine(two, "destroy"));
    await vi.waitFor(() => expect(names()).toEqual(["one"]), 10_000);
  });

  it("reads events that arrive in pieces", async () => {
    live.start();
    await live.settled();
    fake.containers = [listed(one, "pieces")];
    const line = eventLine(one, "rename");
    fake.send(line.slice(0, 20));
    await roundTrip();
    fake.send(line.slice(20));
    await vi.waitFor(() => expect(names()).toContain("pieces"), 10_000);
  });

  it("resumes a cut stream from the last event, lists anew, and shows no blip", async () => {
    live.start();
    await live.settled();
    fake.send(eventLine(one, "start", "1700000000999999999"));
    await vi.waitFor(() => expect(lists()).toHaveLength(2), 10_000);
    const statuses = new Set<string>();
    live.onDidChange(() => statuses.add(live.status.kind));
    fake.containers = [listed(two, "two")];
    fake.cut();
    await vi.waitFor(() => expect(names()).toEqual(["two"]), 10_000);
    expect(fake.requests.filter((request) => request.includes("/events")).at(-1)).toContain(
      "since=1700000000.999999999",
    );
    expect([...statuses]).toEqual(["ready"]);
  });

  describe("whose stream ends before it has asked about what it was told last", () => {
    beforeEach(() => {
      live = new LiveInventory({
        connect: () => Promise.resolve(createEngine(fake.endpoint)),
        random: () => 0,
        batchMilliseconds: 500,
      });
      live.start();
      return live.settled();
    });

    it("shows a container anew that was restarted, although it is listed as before", async () => {
      const [before, untouched] = [live.inventory.containers.get(one), live.inventory.containers.get(two)];
      // The last event of a stream is told once more on the next one (`since`), those before it are not.
      fake.end(eventLine(one, "restart") + eventLine(two, "rename"));
      await vi.waitFor(() => expect(lists()).toHaveLength(2), 10_000);
      await vi.waitFor(() => expect(live.inventory.containers.get(one)).not.toBe(before), 10_000);
      expect(live.inventory.containers.get(one)).toEqual(before);
      expect(live.inventory.containers.get(two)).toBe(untouched);
    });

    it("asks again for a container that died and is still listed as running", async () => {
      fake.end(eventLine(one, "die") + eventLine(two, "rename"));
      await vi.waitFor(() => expect(lists()).toHaveLength(2), 10_000);
      await vi.waitFor(() => expect(lists().at(-1)).toContain(`{"id":["${one}"]}`), 10_000);
    });
  });

  it("says what is wrong when the engine goes away, and comes back by itself", async () => {
    live.start();
    await live.settled();
    let away = true;
    fake.answer = (_, response) => {
      if (away) response.destroy();
      return away;
    };
    fake.cut();
    await vi.waitFor(
      () => expect(live.status).toMatchObject({ kind: "fault", fault: { kind: "not-running" } }),
      10_000,
    );
    expect(names()).toEqual([]);
    away = false;
    await vi.waitFor(() => expect(live.status.kind).toBe("ready"), 10_000);
    expect(names()).toEqual(["one", "two"]);
  });

  it("treats a list that fails as a fault, and recovers although the stream stayed open", async () => {
    let broken = true;
    fake.answer = (request, response) => {
      if (!broken || request.url?.startsWith("/containers/json") !== true) return false;
      json(response, "nonsense");
      return true;
    };
    live.start();
    expect(await live.settled()).toMatchObject({ kind: "fault", fault: { kind: "bad-answer" } });
    broken = false;
    await vi.waitFor(() => expect(names()).toEqual(["one", "two"]), 10_000);
  });

  it("survives a stream of nonsense", async () => {
    live.start();
    await live.settled();
    fake.send("this is not JSON\n");
    fake.containers = [listed(one, "after")];
    await vi.waitFor(() => expect(names()).toEqual(["after"]), 10_000);
  });

  it("refreshes at once instead of waiting out its pause", async () => {
    const down = new LiveInventory({
      connect: () => Promise.reject(new Error("down")),
      random: () => 1,
    });
    down.start();
    expect((await down.settled()).kind).toBe("fault");
    const attempt = down.refresh();
    expect(down.status.kind).toBe("connecting");
    await attempt;
    expect(down.status.kind).toBe("fault");
    down.stop();
    expect(down.status.kind).toBe("idle");
  });

  it("has refreshed when every list has been asked anew, whatever else is answered meanwhile", async () => {
    live.start();
    await live.settled();
    const waiting: (() => void)[] = [];
    fake.answer = (request, response) => {
      // What kind of engine it is takes until the answer about a container is there.
      if (request.url?.startsWith("/info") !== true) return false;
      waiting.push(() => json(response, fake.info));
      return true;
    };
    fake.send(eventLine(one, "update"));
    const refreshed = live.refresh();
    await vi.waitFor(() => expect([waiting.length, lists().length]).toEqual([1, 2]), 10_000);
    fake.containers = [listed(two, "two")];
    waiting[0]?.();
    await refreshed;
    expect(names()).toEqual(["two"]);
  });

  it("stays silent after a stop in the middle of anything", async () => {
    live.start();
    live.stop();
    await roundTrip();
    expect(live.status.kind).toBe("idle");
    expect(names()).toEqual([]);
  });

  it("follows networks by their events and asks for no other", async () => {
    fake.networks = [{ Id: "n1", Name: "bridge", Driver: "bridge", Scope: "local" }];
    live.start();
    await live.settled();
    fake.networks.push({ Id: "n2", Name: "mine", Driver: "bridge", Scope: "local" });
    fake.send('{"Type":"network","Action":"create","Actor":{"ID":"n2","Attributes":{}}}\n');
    await vi.waitFor(
      () => expect([...live.inventory.networks.values()].map(({ name }) => name)).toContain("mine"),
      10_000,
    );
    expect(fake.requests.at(-1)).toContain('{"id":["n2"]}');
    expect(lists()).toHaveLength(1);
  });

  it("asks again for a container that died and is still listed as running, until the list agrees", async () => {
    live.start();
    await live.settled();
    fake.send(eventLine(one, "die"));
    await vi.waitFor(() => expect(lists().length).toBeGreaterThan(3), 10_000);
    fake.containers = [listed(one, "one", { State: "exited", Status: "Exited (0) 1 second ago" }), listed(two, "two")];
    await vi.waitFor(() => expect(live.inventory.containers.get(one)?.state).toBe("exited"), 10_000);
    const asked = (): number => lists().filter((list) => list.includes(one)).length;
    const before = asked();
    for (const name of ["asked", "again"]) {
      fake.containers = [fake.containers[0], listed(two, name)];
      fake.send(eventLine(two, "rename"));
      await vi.waitFor(() => expect(names()).toContain(name), 10_000);
    }
    expect(asked()).toBe(before);
  });

  it("asks again for each that died, also where the exits of others are told meanwhile", async () => {
    live.start();
    await live.settled();
    fake.send(eventLine(one, "die"));
    await vi.waitFor(() => expect(lists().length).toBeGreaterThan(1), 10_000);
    fake.send(eventLine(two, "die"));
    await vi.waitFor(() => expect(lists().some((list) => list.includes(two))).toBe(true), 10_000);
    const exited = { State: "exited", Status: "Exited (0) 1 second ago" };
    fake.containers = [listed(one, "one", exited), listed(two, "two", exited)];
    const states = (): string[] => [...live.inventory.containers.values()].map(({ state }) => state);
    await vi.waitFor(() => expect(states()).toEqual(["exited", "exited"]), 10_000);
  });

  it("shows containers where a proxy allows nothing else", async () => {
    fake.answer = (request, response) => {
      if (!/^\/(?:info|networks)/u.test(request.url ?? "")) return false;
      response.statusCode = 403;
      json(response, { message: "Forbidden" });
      return true;
    };
    live.start();
    expect((await live.settled()).kind).toBe("ready");
    expect(names()).toEqual(["one", "two"]);
  });

  it("turns to another engine when its endpoint is another, and tries at once where there was none", async () => {
    const other = await startFakeEngine();
    other.containers = [listed(idOf(3), "three")];
    let endpoint = fake.endpoint;
    const following = new LiveInventory({
      connect: () => Promise.resolve(createEngine(endpoint)),
      endpoint: () => Promise.resolve(endpoint),
      random: () => 0,
    });
    try {
      following.start();
      await following.settled();
      await following.follow();
      expect(following.status.kind).toBe("ready");
      endpoint = other.endpoint;
      await following.follow();
      await following.settled();
      expect([...following.inventory.containers.keys()]).toEqual([idOf(3)]);
    } finally {
      following.stop();
      await other.close();
    }
  });

  it("takes the services of a swarm that it manages, and none elsewhere", async () => {
    fake.info = { OSType: "linux", Swarm: { LocalNodeState: "active", ControlAvailable: true, NodeID: "node1" } };
    fake.answer = (request, response) => {
      const path = request.url?.replace(/\?.*/u, "") ?? "";
      const lists: Record<string, unknown> = {
        "/services": [
          {
            ID: "s1",
            Spec: { Name: "web", Mode: { Replicated: { Replicas: 2 } } },
            Endpoint: { Ports: [{ Protocol: "tcp", TargetPort: 80, PublishedPort: 8080, PublishMode: "ingress" }] },
          },
        ],
        "/tasks": [
          {
            ID: "t2",
            ServiceID: "s1",
            Slot: 2,
            NodeID: "node1",
            DesiredState: "running",
            Status: { State: "running" },
          },
          { ID: "t1", ServiceID: "s1", Slot: 1, DesiredState: "running", Status: { State: "pending", Err: "no node" } },
          { ID: "t0", ServiceID: "s1", Slot: 1, DesiredState: "shutdown", Status: { State: "failed" } },
        ],
        "/nodes": [{ ID: "node1", Description: { Hostname: "alpha" } }],
      };
      if (!(path in lists)) return false;
      json(response, lists[path]);
      return true;
    };
    live.start();
    await live.settled();
    expect(live.inventory.services).toEqual([
      {
        id: "s1",
        name: "web",
        replicas: 2,
        ports: [{ published: 8080, target: 80, protocol: "tcp", mode: "ingress" }],
        tasks: [
          { id: "t1", serviceId: "s1", slot: 1, state: "pending", error: "no node", nodeId: "", node: "" },
          { id: "t2", serviceId: "s1", slot: 2, state: "running", error: "", nodeId: "node1", node: "alpha" },
        ],
      },
    ]);
  });
});
