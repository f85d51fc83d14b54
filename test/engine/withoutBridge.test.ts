import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { readHostListeners } from "../../client/src/netns/read/hostListeners";
import { thisMachine, type Machine } from "../../client/src/netns/read/machine";
import { readHostRoutes } from "../../client/src/netns/read/hostRoutes";
import { readHost } from "../../client/src/netns/read/readHost";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { isInHostsNamespace } from "../../client/src/netns/read/thisHost";
import { run } from "../../scripts/child.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { startPrivateEngine, type PrivateEngine } from "../../scripts/engine/daemon.mjs";

const name = `hostside-nobridge-${process.pid}`;
const here = thisMachine(process.platform, process.getuid?.());
let started: PrivateEngine;
let engine: Engine;
/** This machine as a program in the namespace of the engine's host sees it. */
let inside: Machine;

/**
 * An engine that has neither a bridge nor a container by which its host could be known. It runs in a network namespace of
 * its own, because dockerd with this flag removes docker0 from the namespace that it runs in (moby daemon/daemon_unix.go,
 * removeDefaultBridgeInterface).
 */
beforeAll(async () => {
  await run("ip", ["netns", "add", name]);
  await run("ip", ["-n", name, "link", "set", "lo", "up"]);
  started = await startPrivateEngine({
    programs: inject("enginePrograms"),
    flags: ["--bridge=none"],
    within: ["nsenter", `--net=/run/netns/${name}`],
  });
  const address = `unix://${started.socket}`;
  engine = createEngine({ kind: "socket", path: started.socket, address, source: "setting" });
  const [process = ""] = (await run("ip", ["netns", "pids", name])).output.trim().split(/\s+/u);
  const there = (file: string): string => file.replace(/^\/proc\/self\//u, `/proc/${process}/`);
  inside = {
    ...here,
    read: (file) => here.read(there(file)),
    list: (folder) => here.list(there(folder)),
    link: (file) => here.link(there(file)),
    run: (program, parameters, signal) => here.run("ip", ["netns", "exec", name, program, ...parameters], signal),
  };
});

afterAll(async () => {
  await (started as PrivateEngine | undefined)?.stop();
  await run("ip", ["netns", "delete", name], { allowFailure: true });
});

test("the host of an engine without bridges and containers is known by the engine's socket", async () => {
  const facts = await engine.facts();
  expect(await readHostListeners(engine, facts, inside, thisProcessTable, [])).toBeDefined();
  const { interfaces } = await readHost({ engine, machine: inside, facts }, []);
  // The bridge that the supervisor makes for an engine beside another stays unused.
  expect(interfaces.map(({ name: each }) => each).filter((each) => !each.startsWith("hostside"))).toEqual(["lo"]);
});

test("from another network namespace it is not taken for the host", async () => {
  const facts = await engine.facts();
  expect(await isInHostsNamespace(engine, facts, inside)).toBe(true);
  expect(await isInHostsNamespace(engine, facts, here)).toBe(false);
});

test("a subnet that meets a route of the host is taken, and takes its addresses over", async () => {
  const within = ["netns", "exec", name, "ip"];
  await run("ip", [...within, "link", "add", "hs0", "type", "veth", "peer", "name", "hs1"]);
  await run("ip", [...within, "addr", "add", "198.51.100.1/24", "dev", "hs0"]);
  for (const end of ["hs0", "hs1"]) await run("ip", [...within, "link", "set", end, "up"]);
  const facts = await engine.facts();
  const routes = await readHostRoutes(engine, facts, inside, []);
  expect(routes?.map(({ destination, device }) => `${destination} ${device ?? ""}`)).toContain("198.51.100.0/24 hs0");
  const json = { Name: "over-route", IPAM: { Config: [{ Subnet: "198.51.100.128/25" }] } };
  const { Id } = await callEngineJson<{ Id: string }>(started.socket, "/networks/create", { method: "POST", json });
  try {
    const { output } = await run("ip", [...within, "route", "get", "198.51.100.130"]);
    expect(output).toContain(`dev br-${Id.slice(0, 12)}`);
  } finally {
    await callEngine(started.socket, `/networks/${Id}`, { method: "DELETE" });
  }
});
