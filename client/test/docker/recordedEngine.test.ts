import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { attachmentsFrom, containerFrom, isUp, type Container } from "../../src/docker/inventory/container";
import { createEngine, type ContainerDetail } from "../../src/docker/api/engine";
import { faultFrom } from "../../src/docker/fault";
import { findContainer, inventoryFrom, namespaceOwner, sharersOf } from "../../src/docker/inventory/inventory";
import { publishedPortIn } from "../../src/insight/problems";
import { sampleJson } from "../samples";
import { startFakeEngine, type FakeEngine } from "./fakeEngine";

const listed = sampleJson("engine-20.10/containers.json") as readonly unknown[];
const inventory = inventoryFrom(listed, sampleJson("engine-20.10/networks.json") as readonly unknown[]);

function container(name: string): Container {
  const found = findContainer(inventory, name);
  if (found === undefined) throw new Error(`${name} is not in the sample`);
  return found;
}

let engine: FakeEngine;
beforeEach(async () => {
  engine = await startFakeEngine();
});
afterEach(() => engine.close());

/** What is read of a recorded inspection. */
function inspected(file: string): Promise<ContainerDetail> {
  engine.answer = (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(sampleJson(file)));
    return true;
  };
  return createEngine(engine.endpoint).inspectContainer("it");
}

describe("the list of an engine 20.10", () => {
  it("has the mode and state of each container", () => {
    const found = listed.map((entry) => {
      const { name, mode, state, exitCode } = containerFrom(entry) ?? {};
      return [name, mode?.kind, state, exitCode];
    });
    expect(found.sort()).toEqual([
      ["blocked", "network", "created", undefined],
      ["bridged", "network", "running", undefined],
      ["created", "network", "created", undefined],
      ["exited", "network", "exited", 3],
      ["hosted", "host", "running", undefined],
      ["loser", "host", "exited", 1],
      ["none", "none", "running", undefined],
      ["paused", "network", "paused", undefined],
      ["routed", "network", "running", undefined],
      ["scratch", "network", "running", undefined],
      ["shared", "container", "running", undefined],
      ["two", "network", "running", undefined],
      ["unbound", "network", "created", undefined],
    ]);
  });

  it("says who shares whose namespace", () => {
    expect(namespaceOwner(inventory, container("shared")).name).toBe("two");
    expect(sharersOf(inventory, container("two")).map(({ name }) => name)).toEqual(["shared"]);
    expect(container("shared").attachments).toEqual([]);
  });

  it("has addresses of both families, and none for a container in host mode", () => {
    expect(container("two").attachments).toMatchObject([
      { network: "back", address: "10.77.0.2", prefix: 24, gateway: "10.77.0.1", address6: "fd00:77::2", prefix6: 64 },
      { network: "front", address: "192.168.192.2", prefix: 20, gateway: "192.168.192.1" },
    ]);
    const [host] = container("hosted").attachments;
    expect([host?.network, host?.address, host?.mac]).toEqual(["host", undefined, undefined]);
  });

  it("has what is published, on which address; nothing of what host mode discards", () => {
    const published = container("bridged").published.map(
      ({ hostIp, hostPort, containerPort, protocol }) => `${hostIp} ${hostPort} ${containerPort}/${protocol}`,
    );
    expect(published.sort()).toEqual([
      "0.0.0.0 15353 5353/udp",
      "0.0.0.0 18081 80/tcp",
      "127.0.0.1 18082 80/tcp",
      ":: 15353 5353/udp",
      ":: 18081 80/tcp",
    ]);
    expect(container("hosted").published).toEqual([]);
  });

  it("has the subnets of its networks, and which of them has no way out", () => {
    const found = [...inventory.networks.values()].map(({ name, driver, internal, subnets }) => [
      name,
      driver,
      internal,
      subnets.map(({ subnet }) => subnet),
    ]);
    expect(found.sort()).toEqual([
      ["back", "bridge", false, ["10.77.0.0/24", "fd00:77::/64"]],
      ["bridge", "bridge", false, ["172.17.0.0/16"]],
      ["front", "bridge", false, ["192.168.192.0/20"]],
      ["host", "host", false, []],
      ["none", "null", false, []],
      ["sealed", "bridge", true, ["10.78.0.0/24"]],
    ]);
  });
});

describe("an inspection by an engine 20.10", () => {
  it.each([
    ["hosted", true, false, 0],
    ["bridged", true, false, 0],
    ["shared", true, false, 0],
    ["none", true, false, 0],
    ["paused", true, true, 0],
    ["exited", false, false, 3],
    ["created", false, false, 0],
    ["unbound", false, false, 128],
    ["loser", false, false, 1],
  ])("of %s: running %s, paused %s, exit code %d", async (name, running, paused, exitCode) => {
    const found = await inspected(`engine-20.10/inspect/${name}.json`);
    expect(found).toMatchObject({ running, paused, exitCode });
    expect(found.pid > 0).toBe(running);
    expect(running).toBe(isUp(container(name)));
    expect(attachmentsFrom(found.networks).map(({ network }) => network)).toEqual(
      container(name).attachments.map(({ network }) => network),
    );
  });

  it("tells by State.Error which port a publish lost, to a publish and to a program; a program's loss is not there", async () => {
    const errorOf = async (name: string) => (await inspected(`engine-20.10/inspect/${name}.json`)).error;
    expect(publishedPortIn(await errorOf("unbound"))).toBe(18_081);
    expect(publishedPortIn(await errorOf("blocked"))).toBe(8080);
    expect(await errorOf("loser")).toBe("");
  });

  it("keeps the publish that host mode discards as a plan", async () => {
    expect((await inspected("engine-20.10/inspect/hosted.json")).plan.published).toEqual(["8080 -> 80/tcp"]);
  });
});

describe("an inspection by an engine 28.5", () => {
  it.each([
    ["hosted", ["host "]],
    ["bridged", ["bridge 172.30.0.2/24"]],
    ["two", ["bridge 172.30.0.3/24", "truth-n1 172.18.0.2/16"]],
    ["none", ["none "]],
    ["shared", []],
  ])("of %s has the addresses %j", async (name, expected) => {
    const { networks, running } = await inspected(`engine-28.5/inspect/${name}.json`);
    expect(running).toBe(true);
    const found = attachmentsFrom(networks).map(
      ({ network, address, prefix }) => `${network} ${address === undefined ? "" : `${address}/${prefix ?? ""}`}`,
    );
    expect(found).toEqual(expected);
  });
});

describe("a program that cannot be run", () => {
  const refusals = sampleJson("engine-20.10/refusals.json") as Record<string, { status: number; message: string }>;

  it.each(["exited", "paused", "created"])("in %s is a fault of the container, not of the engine", (name) => {
    const { status, message } = refusals[name] ?? { status: 0, message: "" };
    const answer = Object.assign(new Error(`(HTTP code ${status}) unexpected - ${message}`), { statusCode: status });
    expect(faultFrom(answer).kind).toBe("container-not-running");
  });
});
