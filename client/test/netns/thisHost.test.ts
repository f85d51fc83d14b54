import { hostname, release } from "node:os";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Container } from "../../src/docker/inventory/container";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { createEngine } from "../../src/docker/api/engine";
import { readHostListeners } from "../../src/netns/read/hostListeners";
import { foreignMachine, type Machine } from "../../src/netns/read/machine";
import { readHost } from "../../src/netns/read/readHost";
import { idOf, listed, startFakeEngine, type FakeEngine } from "../docker/fakeEngine";
import { proc, tcpRow } from "../insight/namespaceSamples";

/** This machine: it has the address 172.17.0.2 and listens on 9000. */
const texts = new Map([
  ...proc,
  [
    "/proc/net/tcp",
    `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n${tcpRow("00000000", 9000)}\n`,
  ] as const,
]);
const here: Machine = {
  ...foreignMachine,
  read: (file) => Promise.resolve(texts.get(file.replace("/proc/self/", "/proc/"))),
};
const bridge = (Gateway: string, Subnet = "172.17.0.0/16"): object => ({
  ...{ Id: "b".repeat(64), Name: "bridge", Driver: "bridge" },
  IPAM: { Config: [{ Subnet, ...(Gateway === "" ? {} : { Gateway }) }] },
});
const same = { OSType: "linux", Name: hostname(), KernelVersion: release() };

let fake: FakeEngine;
beforeEach(async () => (fake = await startFakeEngine()));
afterEach(() => fake.close());

/** What Host Ports and a comparison find of the engine's host while these containers run. */
async function found(
  containers: readonly Container[] = [],
): Promise<{ ports: number[] | undefined; interfaces: string[] | undefined }> {
  const engine = createEngine(fake.endpoint);
  const facts = await engine.facts();
  const table = { processes: () => Promise.resolve([]), sockets: () => Promise.resolve([]) };
  const listeners = await readHostListeners(engine, facts, here, table, containers);
  const host = await readHost({ engine, machine: here, facts }, containers).catch(() => undefined);
  return {
    ports: listeners?.map(({ port }) => port),
    interfaces: host?.interfaces.map(({ name }) => name),
  };
}

it("a machine of that host name and kernel that has a bridge's address is the host, for ports and comparisons", async () => {
  fake.info = same;
  fake.networks = [bridge("172.17.0.2")];
  expect(await found()).toEqual({ ports: [9000], interfaces: ["lo", "eth0"] });
});

it("it is for both also while a container runs whose process is out of sight", async () => {
  fake.info = same;
  fake.networks = [bridge("172.17.0.2")];
  fake.answer = (request, response) => {
    if (!request.url?.endsWith(`/containers/${idOf(1)}/json`)) return false;
    response.end(JSON.stringify({ Id: idOf(1), State: { Running: true, Pid: 7 } }));
    return true;
  };
  const { containers } = inventoryFrom([listed(idOf(1), "one")]);
  expect(await found([...containers.values()])).toEqual({ ports: [9000], interfaces: ["lo", "eth0"] });
});

it("so is one that has the first address of a bridge whose gateway the engine does not list, as 20.10 does", async () => {
  fake.info = same;
  fake.networks = [bridge("", "172.17.0.0/16")];
  expect(await found()).toEqual({ ports: undefined, interfaces: undefined });
  fake.networks = [bridge("", "172.17.0.1/24")];
  expect(await found()).toEqual({ ports: [9000], interfaces: ["lo", "eth0"] });
});

/** A line of /proc/net/unix. */
const bound = (path: string, flags: string): string =>
  `0000000000000000: 00000002 00000000 ${flags} 0001 01 71 ${path}\n`;

it("it is for both where an engine without bridges has its socket, and a container or a connection to it is none", async () => {
  fake.info = same;
  fake.networks = [{ Id: "c".repeat(64), Name: "host", Driver: "host" }];
  const { path } = fake.endpoint as { path: string };
  texts.set("/proc/net/unix", bound("/elsewhere.sock", "00010000") + bound(path, "00000000"));
  expect(await found()).toEqual({ ports: undefined, interfaces: undefined });
  texts.set("/proc/net/unix", bound(path, "00010000"));
  expect(await found()).toEqual({ ports: [9000], interfaces: ["lo", "eth0"] });
  texts.delete("/proc/net/unix");
});

it.each([
  ["has no bridge's address, as beside an engine in a network namespace of its own", same, "172.17.0.1"],
  ["has another host name", { ...same, Name: "elsewhere" }, "172.17.0.2"],
  ["has another kernel", { ...same, KernelVersion: "0.1" }, "172.17.0.2"],
  ["is that of Docker Desktop", { ...same, OperatingSystem: "Docker Desktop" }, "172.17.0.2"],
])("a machine that %s is the host for neither", async (_, info, gateway) => {
  fake.info = info;
  fake.networks = [bridge(gateway)];
  expect(await found()).toEqual({ ports: undefined, interfaces: undefined });
});
