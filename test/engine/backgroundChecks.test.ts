import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { EngineSet } from "../../client/src/docker/inventory/engineSet";
import { findContainer } from "../../client/src/docker/inventory/inventory";
import { problemBrief } from "../../client/src/insight/problems";
import { ContainerMonitor } from "../../client/src/monitor/containerMonitor";
import { ContainerProbes } from "../../client/src/monitor/containerProbes";
import { thisMachine } from "../../client/src/netns/read/machine";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { english } from "../../client/test/english";

const socket = inject("dockerSocket");
const engines = new EngineSet({
  connect: () =>
    Promise.resolve(createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" })),
  endpoint: () => Promise.resolve(undefined),
});
const machine = thisMachine(process.platform, process.getuid?.());
const probes = new ContainerProbes(machine, thisProcessTable, { debug: () => undefined });
const monitor = new ContainerMonitor(engines, probes, { checksPorts: () => true });
const created: string[] = [];
const programs: ChildProcess[] = [];
const from = Math.floor(Date.now() / 1000) - 1;

async function start(name: string, command: string, ports: readonly string[], mode = "default"): Promise<string> {
  const publish = ports.map((port) => [port, [{ HostIp: "127.0.0.1" }]] as const);
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=hostside-test-${name}`, {
    method: "POST",
    json: {
      ...{ Image: "busybox:latest", Cmd: ["sh", "-c", command], Labels: { "hostside.test": "1" } },
      ...{ ExposedPorts: Object.fromEntries(ports.map((port) => [port, {}])) },
      HostConfig: { NetworkMode: mode, PortBindings: Object.fromEntries(publish) },
    },
  });
  created.push(Id);
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
  return Id;
}

/** Busybox has no program that listens on UDP: another one is put into the container's namespace. */
async function listenOnUdp(id: string, port: number): Promise<void> {
  const { State } = await callEngineJson<{ State: { Pid: number } }>(socket, `/containers/${id}/json`);
  const script = `require("node:dgram").createSocket("udp4").bind(${port}, () => console.log("bound"))`;
  const enter = ["--target", String(State.Pid), "--net", "--", process.execPath, "-e", script];
  const child = spawn("nsenter", enter, { stdio: ["ignore", "pipe", "inherit"] });
  programs.push(child);
  await once(child.stdout, "data");
}

const briefs = (name: string): string[] => {
  const found = findContainer(engines.primary.live.inventory, `hostside-test-${name}`);
  if (found === undefined) throw new Error(`${name} is not listed`);
  return monitor.problemsOf(found).map((problem) => problemBrief(problem, english));
};
const said = (name: string, ...texts: string[]): Promise<void> =>
  vi.waitFor(() => expect(briefs(name)).toEqual(texts), { timeout: 30_000, interval: 100 });

beforeAll(async () => {
  await start("well", "httpd -f -p 8091", ["8091/tcp"]);
  await start("silent", "exec sleep 600", ["8092/tcp"]);
  await start("inward", "httpd -f -p 127.0.0.1:8093", ["8093/tcp"]);
  await listenOnUdp(await start("other", "exec sleep 600", ["8094/tcp"]), 8094);
  await start("owner", "httpd -f -p 8095", ["8095/tcp"]);
  await start("sharer", "exec sleep 600", [], "container:hostside-test-owner");
  await engines.ready();
  monitor.watch(() => true);
});
afterAll(async () => {
  monitor.dispose();
  probes.dispose();
  engines.stop();
  for (const program of programs) program.kill();
  for (const id of created) await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" });
});

test("a port that is published in vain is known although nobody points at anything", async () => {
  // Their programs have just begun.
  for (const name of ["well", "silent", "inward", "other", "owner"]) expect(briefs(name)).toEqual([]);
  await said("silent", "nothing listens on 8092/tcp");
  await said("inward", "8093/tcp listens on loopback only");
  await said("other", "8094/tcp is published, udp listens");
  for (const name of ["well", "owner", "sharer"]) expect(briefs(name)).toEqual([]);
});

test("a network that is lost is known at once, and that it is there again", async () => {
  await callEngine(socket, "/containers/hostside-test-owner/restart?t=0", { method: "POST" });
  await said("sharer", "has lost its network");
  await callEngine(socket, "/containers/hostside-test-sharer/restart?t=0", { method: "POST" });
  await said("sharer");
});

test("a container that has ended publishes nothing any more", async () => {
  await callEngine(socket, "/containers/hostside-test-silent/kill", { method: "POST" });
  await said("silent");
});

test("no program was run in any container for all that", async () => {
  const filters = encodeURIComponent(JSON.stringify({ event: ["exec_create"], container: created }));
  const executed = (): Promise<string> => {
    const until = Math.floor(Date.now() / 1000) + 1;
    return callEngine(socket, `/events?since=${from}&until=${until}&filters=${filters}`);
  };
  expect(await executed()).toBe("");
  // The engine would have told.
  const json = { Cmd: ["true"] };
  await callEngine(socket, "/containers/hostside-test-well/exec", { method: "POST", json });
  expect(await executed()).toContain("exec_create");
});
