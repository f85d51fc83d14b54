import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { findContainer } from "../../client/src/docker/inventory/inventory";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { portInUse } from "../../client/src/insight/exitReason";
import type { Container } from "../../client/src/docker/inventory/container";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";
import { eventually } from "../eventually";

const socket = inject("dockerSocket");
const created: string[] = [];

const engine: Engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
const live = new LiveInventory({ connect: () => Promise.resolve(engine) });

async function run(name: string, image: string, command: string[], hostConfig: object): Promise<void> {
  const full = `hostside-test-${name}`;
  const { Id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${full}`, {
    method: "POST",
    json: { Image: image, Cmd: command, Labels: { "hostside.test": "1" }, HostConfig: { Init: false, ...hostConfig } },
  });
  created.push(Id);
  await callEngine(socket, `/containers/${Id}/start`, { method: "POST" });
}

/** Resolves once the live inventory satisfies the condition; where it never does, it says what the inventory holds. */
function until<T>(look: () => T | undefined): Promise<T> {
  return eventually((listener) => live.onDidChange(listener), look, {
    within: 50_000,
    seen: () => [
      live.status.kind,
      ...[...live.inventory.containers.values()].map(({ name, state }) => `${name} ${state}`),
    ],
  });
}

function container(name: string): Container {
  const found = findContainer(live.inventory, `hostside-test-${name}`);
  if (found === undefined) throw new Error(`${name} is not in the inventory`);
  return found;
}

/** Resolves once something listens there, so that who comes second is certain. */
async function listening(port: number): Promise<void> {
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const attempt = connect(port, "127.0.0.1", () => resolve(true)).once("error", () => resolve(false));
      attempt.once("connect", () => attempt.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

beforeAll(async () => {
  live.start();
  await live.settled();
  await run("nginx", "nginx:alpine", ["sleep", "600"], { PortBindings: { "80/tcp": [{ HostIp: "127.0.0.1" }] } });
  await run("busybox", "busybox:latest", ["sleep", "600"], {});
  await run("host", "nginx:alpine", ["sleep", "600"], { NetworkMode: "host" });
  await run("sharing", "busybox:latest", ["sleep", "600"], { NetworkMode: "container:hostside-test-host" });
  await run("listener", "busybox:latest", ["httpd", "-f", "-p", "127.0.0.1:21987"], { NetworkMode: "host" });
  await listening(21_987);
  await run("loser", "busybox:latest", ["httpd", "-f", "-p", "127.0.0.1:21987"], { NetworkMode: "host" });
  await until(() => (findContainer(live.inventory, "hostside-test-loser")?.state === "exited" ? true : undefined));
});

afterAll(async () => {
  live.stop();
  for (const id of created) {
    // One of them has been removed by its test already.
    await callEngine(socket, `/containers/${id}?force=1`, { method: "DELETE" }).catch(() => undefined);
  }
});

describe("the inventory of a real engine", () => {
  test("tells mode, address, published port and exit without an inspection", () => {
    const nginx = container("nginx");
    expect(nginx).toMatchObject({ state: "running", mode: { kind: "network", name: "bridge" } });
    expect(nginx.attachments[0]?.address).toMatch(/^\d+\.\d+\.\d+\.\d+$/u);
    expect(nginx.attachments[0]?.mac).toMatch(/^([0-9a-f]{2}:){5}/u);
    expect(container("host")).toMatchObject({ state: "running", mode: { kind: "host" }, published: [] });
    expect(container("sharing").mode).toEqual({ kind: "container", target: container("host").id });
    expect(container("loser")).toMatchObject({ state: "exited", exitCode: 1, mode: { kind: "host" } });
  });

  test("hears of pause, unpause and removal by events", async () => {
    const { id } = container("busybox");
    await callEngine(socket, `/containers/${id}/pause`, { method: "POST" });
    await until(() => (container("busybox").state === "paused" ? true : undefined));
    await callEngine(socket, `/containers/${id}/unpause`, { method: "POST" });
    await until(() => (container("busybox").state === "running" ? true : undefined));
    await run("short", "busybox:latest", ["sleep", "600"], {});
    const short = await until(() => findContainer(live.inventory, "hostside-test-short"));
    await callEngine(socket, `/containers/${short.id}?force=1`, { method: "DELETE" });
    await until(() => (live.inventory.containers.has(short.id) ? undefined : true));
  });

  test("finds in the log why a host-mode container exited", async () => {
    const { stdout, stderr } = await engine.logs(container("loser").id, 50);
    expect(portInUse(stdout + stderr)?.line).toMatch(/address already in use/iu);
  });
});
