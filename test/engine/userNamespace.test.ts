import { mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { inventoryFrom, type Inventory } from "../../client/src/docker/inventory/inventory";
import { host, readSubjects } from "../../client/src/insight/readSubjects";
import { verdict } from "../../client/src/insight/verdict";
import { foreignMachine, thisMachine, type Machine } from "../../client/src/netns/read/machine";
import { readHost } from "../../client/src/netns/read/readHost";
import { renderIpAddr } from "../../client/src/netns/render/render";
import { english } from "../../client/test/english";
import { startPrivateEngine, type PrivateEngine } from "../../scripts/engine/daemon.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { importImages } from "../../scripts/engine/images.mjs";

const here = thisMachine(process.platform, process.getuid?.());
const unprivileged: Machine = { ...here, privileged: false, link: () => Promise.resolve(undefined) };
const folder = mkdtempSync(path.join(tmpdir(), "hostside-ids-"));
let started: PrivateEngine;
let engine: Engine;
let inventory: Inventory;

/** An engine whose containers have user namespaces; the ranges are its own and nothing of the machine's /etc changes. */
beforeAll(async () => {
  const ids = path.join(folder, "ids");
  writeFileSync(ids, "nobody:200000:65536\nnogroup:200000:65536\n");
  const bind = `mount --bind ${ids} /etc/subuid && mount --bind ${ids} /etc/subgid && exec "$@"`;
  started = await startPrivateEngine({
    programs: inject("enginePrograms"),
    within: ["unshare", "--mount", "sh", "-c", bind, "sh"],
    flags: ["--userns-remap=nobody:nogroup"],
  });
  await importImages(started.socket);
  engine = createEngine({
    kind: "socket",
    path: started.socket,
    address: `unix://${started.socket}`,
    source: "setting",
  });
  for (const [name, image] of [
    ["remapped", "busybox:latest"],
    ["tiny", "hostside/scratch:latest"],
  ]) {
    const { Id } = await callEngineJson<{ Id: string }>(started.socket, `/containers/create?name=${name ?? ""}`, {
      method: "POST",
      json: { Image: image, ...(name === "tiny" ? {} : { Cmd: ["sleep", "900"] }) },
    });
    await callEngine(started.socket, `/containers/${Id}/start`, { method: "POST" });
  }
  inventory = inventoryFrom(await engine.listContainers());
});

afterAll(async () => {
  await (started as PrivateEngine | undefined)?.stop();
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ["root", here, ["remapped", "tiny"]],
  ["a user without root", unprivileged, ["remapped", "tiny"]],
  ["a remote machine", foreignMachine, ["remapped"]],
] as const)("a container with a user namespace is read as %s", async (_, machine, names) => {
  for (const name of names) {
    const container = [...inventory.containers.values()].find((one) => one.name === name);
    if (container === undefined) throw new Error(`${name} is not there`);
    const [side] = await readSubjects({ engine, machine }, inventory, [{ kind: "container", id: container.id }]);
    const text = renderIpAddr(side?.namespace?.interfaces ?? []);
    expect(text).toMatch(/^\d+: eth0/mu);
    expect(text).toContain(`inet ${container.attachments[0]?.address ?? "?"}/16`);
    if (name === "remapped") expect(text).toMatch(/: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500/u);
  }
});

// Engines beside this one add interfaces to the host, also between two readings of it. What is wrong is so each time.
const beside = { retry: 3 };
test("the host of such an engine is read by a helper, which the engine lets into it", beside, async () => {
  const helperImage = () => Promise.resolve("busybox:latest");
  const found = await readHost({ engine, machine: foreignMachine, helperImage }, [...inventory.containers.values()]);
  const direct = await readHost({ engine, machine: here }, [...inventory.containers.values()]);
  expect(found.interfaces.map(({ name }) => name)).toEqual(direct.interfaces.map(({ name }) => name));
});

test("the verdict names the bridge that it hangs on", async () => {
  const container = [...inventory.containers.values()].find((one) => one.name === "remapped");
  const sides = await readSubjects({ engine, machine: here }, inventory, [
    host,
    { kind: "container", id: container?.id ?? "" },
  ]);
  const [left, right] = sides;
  if (left === undefined || right === undefined) throw new Error("not read");
  expect(verdict(left, right, english)).toMatch(/^remapped has its own network namespace: eth0 \S+ behind \S+; /u);
});
