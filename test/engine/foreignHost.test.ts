import { asksOf } from "../../client/src/netns/sections/table";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { inventoryFrom, type Inventory } from "../../client/src/docker/inventory/inventory";
import { host, readSubjects } from "../../client/src/insight/readSubjects";
import { verdict } from "../../client/src/insight/verdict";
import { foreignMachine, thisMachine, type Machine } from "../../client/src/netns/read/machine";
import type { Namespace } from "../../client/src/netns/model";
import { parseResolvConf } from "../../client/src/netns/parse/resolvConf";
import { readHost } from "../../client/src/netns/read/readHost";
import { renderIpAddr } from "../../client/src/netns/render/render";
import { english } from "../../client/test/english";
import { run } from "../../scripts/child.mjs";
import { startPrivateEngine, type PrivateEngine } from "../../scripts/engine/daemon.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { importImages } from "../../scripts/engine/images.mjs";

const name = `hostside-${process.pid}`;
const ownAddress = "198.51.100.7/24";
const here = thisMachine(process.platform, process.getuid?.());
const unprivileged: Machine = {
  ...here,
  privileged: false,
  link: (file) => (file.startsWith("/proc/self/") ? here.link(file) : Promise.resolve(undefined)),
};
let started: PrivateEngine;
let engine: Engine;
let inventory: Inventory;
let machinesOwn: string;

async function create(container: string, mode: string, more: object = {}): Promise<void> {
  const { Id } = await callEngineJson<{ Id: string }>(started.socket, `/containers/create?name=${container}`, {
    method: "POST",
    json: { Image: "nginx:alpine", Cmd: ["sleep", "900"], HostConfig: { NetworkMode: mode, ...more } },
  });
  await callEngine(started.socket, `/containers/${Id}/start`, { method: "POST" });
}

/** An engine whose host is a network namespace of its own, as that of a remote machine or of Docker Desktop is. */
beforeAll(async () => {
  await run("ip", ["netns", "add", name]);
  const inside = (...parameters: string[]) => run("ip", ["-n", name, ...parameters]);
  await inside("link", "set", "lo", "up");
  await inside("link", "add", "uplink0", "type", "bridge");
  await inside("address", "add", ownAddress, "dev", "uplink0");
  await inside("link", "set", "uplink0", "up");
  started = await startPrivateEngine({
    programs: inject("enginePrograms"),
    within: ["nsenter", `--net=/run/netns/${name}`],
  });
  await importImages(started.socket);
  engine = createEngine({
    kind: "socket",
    path: started.socket,
    address: `unix://${started.socket}`,
    source: "setting",
  });
  machinesOwn = (await run("ip", ["-o", "addr"])).output;
  await create("bridged", "bridge");
  await create("asks", "host", { Dns: ["192.0.2.53"] });
  await create("hosted", "host");
  await callEngine(started.socket, "/networks/create", {
    method: "POST",
    json: {
      Name: "on-uplink",
      Driver: "macvlan",
      Options: { parent: "uplink0" },
      IPAM: { Config: [{ Subnet: "198.51.100.0/24", IPRange: "198.51.100.128/25", Gateway: "198.51.100.1" }] },
    },
  });
  await create("macvlan", "on-uplink");
  inventory = inventoryFrom(await engine.listContainers());
});

afterAll(async () => {
  await (started as PrivateEngine | undefined)?.stop();
  await run("ip", ["netns", "delete", name], { allowFailure: true });
});

/** That it is the engine's host, and nothing of this machine. */
function expectEnginesHost({ interfaces }: Namespace): void {
  const text = renderIpAddr(interfaces);
  expect(text).toContain(`inet ${ownAddress}`);
  expect(interfaces.map((entry) => entry.name)).toContain("uplink0");
  expect(machinesOwn).not.toContain(ownAddress);
  const macs = new Set(interfaces.map(({ mac }) => mac).filter((mac) => mac !== undefined && !mac.startsWith("00:00")));
  for (const mac of macs) expect(machinesOwn).not.toContain(mac);
}

const ways: readonly [string, Machine][] = [
  ["root on the same machine", here],
  ["a user without root", unprivileged],
  ["a remote machine", foreignMachine],
];

describe.each(ways)("the host of an engine in a namespace of its own, as %s", (_, machine) => {
  test("is read by a host-mode container, which equals it line for line", async () => {
    const [left, right] = await readSubjects({ engine, machine }, inventory, [
      host,
      ...["hosted"].map((one) => ({ kind: "container" as const, id: idOf(one) })),
    ]);
    if (left?.namespace === undefined || right?.namespace === undefined) throw new Error("not read");
    expectEnginesHost(left.namespace);
    expect(renderIpAddr(right.namespace.interfaces)).toBe(renderIpAddr(left.namespace.interfaces));
    expect(verdict(left, right, english)).toMatch(/^hosted shares the host's network namespace/u);
  });

  test("is left of a bridged container, behind the engine's own bridge", async () => {
    const [left, right] = await readSubjects({ engine, machine }, inventory, [
      host,
      { kind: "container", id: idOf("bridged") },
    ]);
    if (left?.namespace === undefined || right === undefined) throw new Error("not read");
    expectEnginesHost(left.namespace);
    expect(verdict(left, right, english)).toMatch(
      /^bridged has its own network namespace: eth0 \S+ behind (docker0|hostside\d+); /u,
    );
  });

  test("is what a container of a macvlan network stands on", async () => {
    const [left, right] = await readSubjects({ engine, machine }, inventory, [
      host,
      { kind: "container", id: idOf("macvlan") },
    ]);
    if (left?.namespace === undefined || right?.namespace === undefined) throw new Error("not read");
    expect(renderIpAddr(right.namespace.interfaces)).toMatch(/^\d+: eth0@if\d+: /mu);
    expect(verdict(left, right, english)).toMatch(
      /^macvlan has its own network namespace: eth0 198\.51\.100\.\d+\/24 behind uplink0; /u,
    );
  });

  test("is read without a host-mode container too, by what is visible or by a helper", async () => {
    const bridged = [...inventory.containers.values()].filter(({ mode }) => mode.kind === "network");
    const helperImage = () => Promise.resolve("busybox:latest");
    const found = await readHost({ engine, machine, helperImage }, bridged);
    expectEnginesHost(found);
    expect(found.ways.includes("helper")).toBe(machine === foreignMachine);
    expect(found.ways).not.toContain("here");
  });

  test("has its own DNS settings, not those that a host-mode container was started with", async () => {
    const containers = [...inventory.containers.values()];
    const { dns, by } = await readHost({ engine, machine }, containers, asksOf("dns"));
    expect(dns).toEqual(parseResolvConf(readFileSync("/etc/resolv.conf", "utf8")));
    expect(by === undefined).toBe(machine !== foreignMachine);
    const asks = containers.filter((one) => one.name !== "hosted");
    const found = await readHost({ engine, machine }, asks, asksOf("dns"));
    expect(found.dns?.servers.includes("192.0.2.53") ?? false).toBe(false);
  });

  test("has its own routes and sockets", async () => {
    const request = { ...asksOf("sockets"), depth: "full" } as const;
    const { routes } = await readHost({ engine, machine }, [...inventory.containers.values()], request);
    expect(routes?.map(({ destination }) => destination)).toContain("198.51.100.0/24");
    expect(routes?.some(({ destination, family }) => destination === "default" && family === "inet")).toBe(false);
  });
});

function idOf(container: string): string {
  const found = [...inventory.containers.values()].find((one) => one.name === container);
  if (found === undefined) throw new Error(`${container} is not there`);
  return found.id;
}
