import { hostname, release } from "node:os";
import { expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { foreignMachine, type Machine } from "../../src/netns/read/machine";
import { startFakeEngine } from "../docker/fakeEngine";
import { proc, tcpRow } from "../insight/namespaceSamples";

vi.mock("vscode", async () => (await import("./vscodeDouble")).vscodeDouble);
const { HostPortsTree } = await import("../../src/views/trees/hostPortsTree");
const { ViewOptions } = await import("../../src/views/trees/viewOptions");

/** The extension host 110 listens on 9000, another node on 9001. */
const texts = new Map([
  ...proc,
  [
    "/proc/net/tcp",
    `  sl  local_address rem_address\n${tcpRow("00000000", 9000)}\n${tcpRow("00000000", 9001)}\n`,
  ] as const,
  ["/proc/110/comm", "node\n"] as const,
  ["/proc/200/comm", "node\n"] as const,
]);
const machine: Machine = {
  ...foreignMachine,
  read: (file) => Promise.resolve(texts.get(file.replace("/proc/self/", "/proc/"))),
};
const table = {
  processes: () => Promise.resolve([110, 200]),
  sockets: (pid: number) => Promise.resolve([pid === 110 ? "9000" : "9001"]),
};

it("folds what the editor itself listens on, and leaves it out where the user wants that", async () => {
  const fake = await startFakeEngine();
  fake.info = { OSType: "linux", Name: hostname(), KernelVersion: release() };
  fake.networks = [
    {
      Id: "b".repeat(64),
      Name: "bridge",
      Driver: "bridge",
      IPAM: { Config: [{ Subnet: "172.17.0.0/16", Gateway: "172.17.0.2" }] },
    },
  ];
  const engines = new EngineSet({
    connect: () => Promise.resolve(createEngine(fake.endpoint)),
    endpoint: () => Promise.resolve(fake.endpoint),
  });
  let hidden = false;
  const editor = { process: { pid: 110, parent: 1, program: "/opt/editor/node" }, isHidden: () => hidden };
  const memory = { get: () => undefined, update: () => Promise.resolve(), keys: () => [] };
  const options = new ViewOptions(memory);
  const log = { debug: () => undefined };
  const tree = new HostPortsTree(engines, machine, table, log, editor, undefined, options);
  try {
    await engines.ready();
    await tree.readings.ports(engines.primary);
    const lines = (): string[] => tree.getChildren().map(({ label, description }) => `${label} ${description}`);
    expect(lines()).toEqual(["9001/tcp node", "This editor 9000/tcp"]);
    const [, folded] = tree.getChildren();
    expect(tree.getChildren(folded).map(({ label }) => label)).toEqual(["9000/tcp"]);
    // Who is led to one of them finds it below its line.
    const [own] = (await tree.readings.ports(engines.primary)).ports;
    expect(own && tree.reach(engines.primary, own)?.parent?.label).toBe("This editor");
    // A filter is for its ports too, and what it leaves is never nothing without a word.
    const filtered = (words: string): string[] => {
      options.filter(words);
      return lines();
    };
    expect(filtered("9001")).toEqual(["9001/tcp node"]);
    expect(filtered("9000")).toEqual(["This editor 9000/tcp"]);
    expect(filtered("nginx")).toEqual(["Nothing matches the filter nginx "]);
    options.filter("");
    hidden = true;
    expect(lines()).toEqual(["9001/tcp node"]);
    // Who asks for a port is told of all.
    const { ports } = await tree.readings.ports(engines.primary);
    expect(ports.map(({ port }) => port)).toEqual([9000, 9001]);
  } finally {
    tree.dispose();
    engines.stop();
    await fake.close();
  }
});
