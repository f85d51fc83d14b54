import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Container } from "../../client/src/docker/inventory/container";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { inventoryFrom, type Inventory } from "../../client/src/docker/inventory/inventory";
import { thisMachine } from "../../client/src/netns/read/machine";
import { isProcessOf } from "../../client/src/netns/read/processes";
import { readContainer } from "../../client/src/netns/read/readContainer";
import { readHost } from "../../client/src/netns/read/readHost";
import { renderIpAddr } from "../../client/src/netns/render/render";
import { startPrivateEngine, type PrivateEngine } from "../../scripts/engine/daemon.mjs";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { importImages } from "../../scripts/engine/images.mjs";

const here = thisMachine(process.platform, process.getuid?.());
let started: PrivateEngine;
let engine: Engine;
let inventory: Inventory;

/** An engine whose processes have numbers of their own: the numbers that it tells are those of strangers here. */
beforeAll(async () => {
  started = await startPrivateEngine({
    programs: inject("enginePrograms"),
    within: ["unshare", "--pid", "--fork", "--mount-proc"],
  });
  await importImages(started.socket);
  const { socket } = started;
  engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
  for (const [name, body] of Object.entries({
    shell: { Image: "busybox:latest", Cmd: ["sleep", "900"] },
    tiny: { Image: "hostside/scratch:latest" },
  })) {
    const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${name}`, {
      method: "POST",
      json: body,
    });
    await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
  }
  inventory = inventoryFrom(await engine.listContainers());
});

afterAll(async () => {
  await (started as PrivateEngine | undefined)?.stop();
});

function container(name: string): Container {
  const found = [...inventory.containers.values()].find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
}

test("a stranger's process is not taken for the container's, and its image is asked instead", async () => {
  const { pid } = await engine.inspectContainer(container("shell").id);
  expect(pid).toBeGreaterThan(0);
  expect(await isProcessOf(here, pid, container("shell").id)).toBe(false);
  const namespace = await readContainer({ engine, machine: here }, container("shell"));
  expect(namespace.ways).toEqual(["exec"]);
  expect(renderIpAddr(namespace.interfaces)).toContain(`inet ${container("shell").attachments[0]?.address ?? "?"}/16`);
});

test("an image without programs is read by a helper, and known from the engine alone without one", async () => {
  const helperImage = () => Promise.resolve("busybox:latest");
  const helped = await readContainer({ engine, machine: here, helperImage }, container("tiny"));
  expect(helped.ways).toEqual(["helper"]);
  expect((await readContainer({ engine, machine: here }, container("tiny"))).ways).toEqual(["inspect"]);
});

test("this machine is not taken for the host, though it happens to be", async () => {
  const containers = [...inventory.containers.values()];
  await expect(readHost({ engine, machine: here }, containers)).rejects.toMatchObject({ fault: { kind: "no-host" } });
});
