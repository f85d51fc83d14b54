import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { emptyInventory, withContainers, type Inventory } from "../../src/docker/inventory/inventory";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import type { NetworkMode } from "../../src/docker/api/networkMode";
import { UnknownModes } from "../../src/docker/inventory/unknownModes";
import { eventLine, idOf, json, listed, listedByPodman, startFakeEngine, type FakeEngine } from "./fakeEngine";

const [one, two] = [idOf(1), idOf(2)];
const ports = [{ PrivatePort: 80, PublicPort: 8080, Type: "tcp" }];
const networks = { NetworkSettings: { Networks: { podman: { NetworkID: "podman", IPAddress: "10.88.0.2" } } } };

describe("a network mode that the list leaves open", () => {
  let fake: FakeEngine;
  let live: LiveInventory;
  /** What inspections answer, by ID; none: refused. */
  let modes: Record<string, string>;
  const inspections = (): string[] =>
    fake.requests.filter((request) => /^GET \/containers\/[0-9a-f]+\/json/u.test(request));
  const modeOf = (id: string): NetworkMode | undefined => live.inventory.containers.get(id)?.mode;

  beforeEach(async () => {
    fake = await startFakeEngine();
    modes = { [one]: "host", [two]: `container:${one}` };
    fake.answer = inspection;
    live = new LiveInventory({
      connect: () => Promise.resolve(createEngine(fake.endpoint)),
      random: () => 0,
      batchMilliseconds: 5,
    });
  });
  afterEach(async () => {
    live.stop();
    await fake.close();
  });

  function inspection(request: IncomingMessage, response: ServerResponse): boolean {
    const id = /^\/containers\/([0-9a-f]+)\/json/u.exec(request.url ?? "")?.[1];
    if (id === undefined) return false;
    if (modes[id] === undefined) response.statusCode = 403;
    json(response, modes[id] === undefined ? { message: "no" } : { Id: id, HostConfig: { NetworkMode: modes[id] } });
    return true;
  }

  it("is unknown, never bridge, until an inspection tells it", async () => {
    fake.containers = [listedByPodman(one, "one"), listedByPodman(two, "two", { ...networks, Ports: ports })];
    const seen: unknown[] = [];
    live.onDidChange(() => seen.push(modeOf(one)));
    live.start();
    await live.settled();
    await vi.waitFor(() => expect(modeOf(two)).toEqual({ kind: "container", target: one }), 10_000);
    expect(modeOf(one)).toEqual({ kind: "host" });
    expect(seen).toContainEqual({ kind: "unknown" });
    expect(seen).not.toContainEqual({ kind: "network", name: "bridge" });
    // What its namespace's owner has is not its own.
    expect(live.inventory.containers.get(two)).toMatchObject({ attachments: [], published: [] });
  });

  it("is asked for once, whatever happens to the container later", async () => {
    fake.containers = [listedByPodman(one, "one"), listed(two, "two")];
    live.start();
    await vi.waitFor(() => expect(modeOf(one)).toEqual({ kind: "host" }), 10_000);
    fake.containers = [listedByPodman(one, "renamed", { State: "exited" }), listed(two, "two")];
    fake.send(eventLine(one, "die"));
    await vi.waitFor(() => expect(live.inventory.containers.get(one)?.state).toBe("exited"), 10_000);
    await live.refresh();
    fake.cut();
    await vi.waitFor(() => expect(fake.requests.filter((each) => each.includes("/events"))).toHaveLength(2), 10_000);
    await live.refresh();
    expect(live.inventory.containers.get(one)).toMatchObject({ name: "renamed", mode: { kind: "host" } });
    // The list tells the mode of the other by itself.
    expect(inspections()).toHaveLength(1);
    expect(inspections()[0]).toContain(one);
  });

  it("that is refused is asked for once more only when the container's state is another", async () => {
    modes = {};
    fake.containers = [listedByPodman(one, "one")];
    live.start();
    await vi.waitFor(() => expect(inspections()).toHaveLength(1), 10_000);
    await live.refresh();
    await live.refresh();
    expect(inspections()).toHaveLength(1);
    modes = { [one]: "none" };
    fake.containers = [listedByPodman(one, "one", { State: "exited" })];
    fake.send(eventLine(one, "die"));
    await vi.waitFor(() => expect(modeOf(one)).toEqual({ kind: "none" }), 10_000);
    expect(inspections()).toHaveLength(2);
  });
});

describe("many modes that the list leaves open", () => {
  it("are asked for a few at a time and told together, and those of removed containers are forgotten", async () => {
    const ids = Array.from({ length: 100 }, (_, at) => idOf(at + 1));
    const records = ids.map((id) => listedByPodman(id, id));
    let inventory: Inventory = withContainers(emptyInventory, undefined, records);
    let [asking, most, told] = [0, 0, 0];
    const asked: string[] = [];
    const modes = new UnknownModes(
      {
        inspect: async (id) => {
          asked.push(id);
          most = Math.max(most, ++asking);
          await new Promise((resolve) => setImmediate(resolve));
          asking--;
          return { kind: "none" };
        },
        found: (found) => {
          told += 1;
          inventory = { ...inventory, containers: new Map(inventory.containers) };
          expect(found.size).toBeLessThanOrEqual(40);
        },
      },
      new AbortController().signal,
    );
    modes.listed(inventory);
    modes.listed(inventory);
    await vi.waitFor(() => expect(told).toBe(3), 10_000);
    expect(most).toBe(4);
    expect([...asked].sort()).toEqual([...ids].sort());
    modes.listed(emptyInventory);
    modes.listed(inventory);
    await vi.waitFor(() => expect(asked).toHaveLength(200), 10_000);
  });
});
