import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { containerFrom } from "../../src/docker/inventory/container";
import { createEngine } from "../../src/docker/api/engine";
import { engineFactsFrom, productOf } from "../../src/docker/api/engineFacts";
import { readEvents } from "../../src/docker/api/events";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { LiveInventory } from "../../src/docker/inventory/liveInventory";
import { membersOf } from "../../src/docker/inventory/members";
import { modeOfInspection } from "../../src/docker/api/networkMode";
import { podmanNetwork } from "../../src/docker/inventory/podmanNetworks";
import { foreignMachine, type Machine } from "../../src/netns/read/machine";
import { shimOf } from "../../src/netns/read/processes";
import { eventLine, idOf, json, listed, listedByPodman, startFakeEngine, type FakeEngine } from "./fakeEngine";

/** As Podman 4.3.1 answers, shortened. */
const version = {
  Components: [{ Name: "Podman Engine", Version: "4.3.1" }, { Name: "Conmon" }, { Name: "OCI Runtime (runc)" }],
  Version: "4.3.1",
  ApiVersion: "1.41",
};
const place = (name: string): object => ({ NetworkID: name, EndpointID: "", IPAddress: "10.89.0.4", IPPrefixLen: 24 });
const networkEntry = (id: string, name: string): object => ({ Id: id, Name: name, Driver: "bridge", Scope: "local" });

describe("what Podman tells", () => {
  it.each([
    [version, "podman"],
    [{ Components: [{ Name: "Engine" }, { Name: "containerd" }] }, "docker"],
    [{ Components: null }, "docker"],
    [undefined, "docker"],
  ])("by its version: %j is %s", (told, product) => {
    expect(productOf(told)).toBe(product);
  });

  it("by a field of its own where it is rootless, which is not Docker's", () => {
    const told = { Rootless: true, SecurityOptions: ["name=seccomp"] };
    const version = { version: "4.3.1", apiVersion: "1.41" };
    expect(engineFactsFrom(told, { ...version, product: "podman" }).rootless).toBe(true);
    expect(engineFactsFrom({ Rootless: false }, { ...version, product: "podman" }).rootless).toBe(false);
    expect(engineFactsFrom(told, { ...version, product: "docker" }).rootless).toBe(false);
  });

  it.each([
    ["host", {}, { kind: "host" }],
    ["container:abc", { podman: place("podman") }, { kind: "container", target: "abc" }],
    ["bridge", { n1: place("n1") }, { kind: "network", name: "n1" }],
    ["bridge", { bridge: place("bridge"), n1: place("n1") }, { kind: "network", name: "bridge" }],
    ["bridge", {}, { kind: "network", name: "bridge" }],
    ["slirp4netns", {}, { kind: "network", name: "slirp4netns" }],
    [undefined, { n1: place("n1") }, undefined],
  ])("by an inspection with the mode %j", (NetworkMode, Networks, mode) => {
    expect(modeOfInspection({ HostConfig: { NetworkMode }, NetworkSettings: { Networks } })).toEqual(mode);
  });

  it.each([
    ["configured", "created"],
    ["initialized", "created"],
    ["stopping", "running"],
    ["stopped", "exited"],
    ["running", "running"],
  ])("by its word %j for a state, %s", (State, state) => {
    expect(containerFrom(listedByPodman(idOf(1), "one", { State }))?.state).toBe(state);
  });

  it("of a container's place, its network by name", () => {
    const settings = { Networks: { n1: place("n1"), podman: place("podman") } };
    const records = [listedByPodman(idOf(1), "one", { NetworkSettings: settings })];
    const networks = [networkEntry("n1".repeat(32), "n1"), networkEntry("2f259bab93aa", "bridge")].map(podmanNetwork);
    const inventory = inventoryFrom(records, networks);
    const members = [...inventory.networks.values()].map((network) => [
      network.name,
      membersOf(inventory, network).map(({ container }) => container.name),
    ]);
    expect(members).toEqual([
      ["n1", ["one"]],
      ["podman", ["one"]],
    ]);
    expect(containerFrom(records[0])?.attachments[0]).not.toHaveProperty("networkId");
  });

  it("of a place in a network, the container by the actor's ID; of Docker it is the network's", async () => {
    const event = (ID: string, Attributes: object): string =>
      `${JSON.stringify({ Type: "network", Action: "connect", Actor: { ID, Attributes } })}\n`;
    const byPodman = event(idOf(1), { containerExitCode: "0", image: "", name: "one", podId: "" });
    const byDocker = event("network", { container: idOf(2), name: "n1", type: "bridge" });
    const told = [];
    // eslint-disable-next-line @typescript-eslint/require-await
    const stream = (async function* () {
      yield Buffer.from(byPodman + byDocker);
    })();
    for await (const { containerId, networkId } of readEvents(stream)) told.push([containerId, networkId]);
    expect(told).toEqual([
      [idOf(1), undefined],
      [idOf(2), undefined],
    ]);
  });

  it.each([
    ["conmon\n", 7],
    ["containerd-shim\n", 7],
    ["conmonitor\n", undefined],
    ["systemd\n", undefined],
  ])("by a container's parent %j, its shim", async (comm, pid) => {
    const files: Record<string, string> = { "/proc/9/status": "Name:\tsleep\nPPid:\t7\n", "/proc/7/comm": comm };
    const machine: Machine = { ...foreignMachine, read: (file) => Promise.resolve(files[file]) };
    expect(await shimOf(machine, 9)).toBe(pid);
  });
});

describe("networks of an engine that does not tell of them", () => {
  let fake: FakeEngine;
  let live: LiveInventory;
  const asked = (): number => fake.requests.filter((request) => request.startsWith("GET /networks")).length;
  const names = (): string[] => [...live.inventory.networks.values()].map(({ name }) => name);

  beforeEach(async () => {
    fake = await startFakeEngine();
    fake.containers = [listed(idOf(1), "one")];
    fake.networks = [networkEntry("2f259bab93aa", "bridge")];
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

  it("are asked for again when a container comes or goes, and once more later", async () => {
    fake.answer = (request, response) =>
      request.url?.startsWith("/version") === true && (json(response, version), true);
    live.start();
    await live.settled();
    expect(names()).toEqual(["podman"]);
    fake.networks = [...fake.networks, networkEntry("n1".repeat(32), "n1")];
    fake.send(eventLine(idOf(1), "create"));
    await vi.waitFor(() => expect(names()).toEqual(["podman", "n1"]), 10_000);
    // Removed without a word after the last event: seen the second time.
    fake.networks = fake.networks.slice(0, 1);
    await vi.waitFor(() => expect(names()).toEqual(["podman"]), 10_000);
    expect(asked()).toBe(3);
  });

  it("are not asked for again by a container of Docker's", async () => {
    live.start();
    await live.settled();
    fake.containers = [listed(idOf(1), "renamed")];
    fake.send(eventLine(idOf(1), "create"));
    await vi.waitFor(() => expect(live.inventory.containers.get(idOf(1))?.name).toBe("renamed"), 10_000);
    expect(asked()).toBe(1);
    expect(names()).toEqual(["bridge"]);
  });
});
