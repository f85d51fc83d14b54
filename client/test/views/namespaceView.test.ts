import { hostname, release } from "node:os";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { host } from "../../src/insight/readSubjects";
import { foreignMachine, type Machine } from "../../src/netns/read/machine";
import type { Shown } from "../../src/netns/sections/table";
import { idOf, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";
import { english } from "../english";
import { proc } from "../insight/namespaceSamples";

vi.mock("vscode", () => ({}));
const { NamespaceView } = await import("../../src/views/namespaces/namespaceView");
const { HoverHint } = await import("../../src/views/namespaces/hoverHint");

let fake: FakeEngine;
beforeEach(async () => {
  fake = await startFakeEngine();
  fake.answer = (request, response) => {
    const id = /\/containers\/([0-9a-f]+)\/json/u.exec(request.url ?? "")?.[1];
    if (id === undefined) return false;
    const address = `172.17.0.${id === idOf(1) ? 2 : 3}`;
    response.end(
      JSON.stringify({
        ...{ Id: id, State: { Running: true, Pid: 7 }, HostConfig: {}, Config: {} },
        NetworkSettings: { Networks: { bridge: { IPAddress: address, IPPrefixLen: 16 } } },
      }),
    );
    return true;
  };
});
afterEach(() => fake.close());

const viewOf = (id: number, shown: Shown = "addresses"): InstanceType<typeof NamespaceView> => {
  const subjects = [host, { kind: "container", id: idOf(id) }] as const;
  return new NamespaceView({ kind: "compare", shown, subjects, engine: "" }, english);
};
const inventory = (...containers: [number, string][]) =>
  inventoryFrom(containers.map(([id, name]) => listed(idOf(id), name)));

it("goes on with the container that was created anew under the name, also while Compose has both", async () => {
  const prober = { engine: createEngine(fake.endpoint), machine: foreignMachine };
  const view = viewOf(1);
  await view.read(prober, inventory([1, "app1"]), {});
  const text = (): string =>
    view
      .lines(1, undefined)
      .map((line) => line.text)
      .join("\n");
  expect(text()).toContain("inet 172.17.0.2/16");

  // Compose renames the old one before it creates the new one.
  const both = inventory([1, "0123456789ab_app1"], [2, "app1"]);
  expect(view.isOutdated(both)).toBe(true);
  await view.read(prober, both, {});
  expect(view.subjects[1]).toEqual({ kind: "container", id: idOf(1) });

  const anew = inventory([2, "app1"]);
  expect(view.isOutdated(anew)).toBe(true);
  await view.read(prober, anew, {});
  expect(text()).toContain("inet 172.17.0.3/16");
  expect(view.sides[1]?.name).toBe("app1");
  expect(view.subjects).toEqual([host, { kind: "container", id: idOf(2) }]);
  expect(view.isOutdated(anew)).toBe(false);
});

it("finds by its name a container that was created anew while the window was closed", async () => {
  const prober = { engine: createEngine(fake.endpoint), machine: foreignMachine };
  const view = viewOf(1);
  view.isCalled(1, "app1");
  await view.read(prober, inventory([2, "app1"]), {});
  expect(view.sides[1]?.container?.id).toBe(idOf(2));
});

it("counts interfaces that are not shown where interfaces are shown, and not beside routes", async () => {
  fake.info = { OSType: "linux", Name: hostname(), KernelVersion: release() };
  const bridge = { Id: "b".repeat(64), Name: "bridge", Driver: "bridge" };
  fake.networks = [{ ...bridge, IPAM: { Config: [{ Subnet: "172.17.0.0/16", Gateway: "172.17.0.2" }] } }];
  const dev = "/proc/net/dev";
  const texts = new Map([...proc, [dev, `${new Map(proc).get(dev) ?? ""}  veth0a1b2c3: 0\n`] as const]);
  const machine: Machine = {
    ...foreignMachine,
    read: (file) => Promise.resolve(texts.get(file.replace("/proc/self/", "/proc/"))),
  };
  const engine = createEngine(fake.endpoint);
  const prober = { engine, machine, facts: await engine.facts() };
  const hidden = async (shown: Shown): Promise<number> => {
    const view = viewOf(1, shown);
    await view.read(prober, inventory([1, "app1"]), {});
    return view.hidden;
  };
  expect(await hidden("addresses")).toBe(1);
  expect(await hidden("everything")).toBe(1);
  expect(await hidden("routes")).toBe(0);
});

it("says that hovers explain in the first view alone, and never to who has seen it", () => {
  const seen = new Map<string, unknown>();
  const memory = {
    get: (key: string) => seen.get(key) as never,
    update: (key: string, value: unknown) => Promise.resolve(void seen.set(key, value)),
  };
  const hint = new HoverHint(memory);
  const [first, second] = [{}, {}];
  expect([hint.isFor(first), hint.isFor(second), hint.isFor(first)]).toEqual([true, false, true]);
  expect(new HoverHint(memory).isFor({})).toBe(false);
});
