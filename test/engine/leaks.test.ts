import { readdirSync, readlinkSync } from "node:fs";
import { afterAll, expect, inject, test, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import type { Endpoint } from "../../client/src/docker/endpoint/endpoint";
import { faultFrom } from "../../client/src/docker/fault";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { hangUp, openShell } from "../../client/src/docker/api/shell";
import { callEngine, callEngineJson } from "../../scripts/engine/http.mjs";

const socket = inject("dockerSocket");
const endpoint = { kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" } satisfies Endpoint;
const name = "hostside-test-leaks";

afterAll(async () => {
  // Engine 20.10 waits ten seconds for the exit of what it kills; of one with a hundred execs that is too short at times,
  // and then it is gone all the same.
  const gone = (error: unknown): void => expect(error).toMatchObject({ status: 404 });
  const remove = (): Promise<unknown> => callEngine(socket, `/containers/${name}?force=1`, { method: "DELETE" });
  await vi.waitFor(() => remove().catch(gone), { timeout: 100_000, interval: 1_000 });
}, 120_000);

test("no socket is left over after 100 connections, and none after 100 that failed", { timeout: 120_000 }, async () => {
  const sockets = (): number =>
    readdirSync("/proc/self/fd").filter((name) => {
      try {
        return readlinkSync(`/proc/self/fd/${name}`).startsWith("socket:");
      } catch {
        // The descriptor of the folder itself is closed by now.
        return false;
      }
    }).length;
  const before = sockets();
  for (let round = 0; round < 100; round += 1) {
    const each = new LiveInventory({ connect: () => Promise.resolve(createEngine(endpoint)) });
    each.start();
    expect((await each.settled()).kind).toBe("ready");
    each.stop();
  }
  const nowhere: Endpoint = { ...endpoint, path: `${socket}.nowhere` };
  for (let round = 0; round < 100; round += 1) {
    const each = new LiveInventory({ connect: () => Promise.resolve(createEngine(nowhere)) });
    each.start();
    expect((await each.settled()).kind).toBe("fault");
    each.stop();
  }
  await vi.waitFor(() => expect(sockets()).toBeLessThanOrEqual(before), 10_000);
});

test(
  "no socket is left over after 100 logs, shells and programs that were given up",
  { timeout: 240_000 },
  async () => {
    const { Id: id } = await callEngineJson<{ Id: string }>(socket, `/containers/create?name=${name}`, {
      method: "POST",
      json: { Image: "busybox:latest", Cmd: ["sh", "-c", "while true; do echo line; sleep 0.1; done"] },
    });
    await callEngine(socket, `/containers/${id}/start`, { method: "POST" });
    const open = (): number => readdirSync("/proc/self/fd").length;
    const user = createEngine(endpoint);
    await user.version();
    const before = open();
    const shells: Promise<void>[] = [];
    for (let round = 0; round < 100; round += 1) {
      const ending = new AbortController();
      const log = await user.followLogs(id, 10, ending.signal);
      const shell = await openShell(user.connection, id, new AbortController().signal);
      const program = user.exec(id, ["sleep", "1"], ending.signal).catch((error: unknown) => faultFrom(error).kind);
      const lines = (async (): Promise<void> => {
        // The first lines are enough; the stream is cut under whoever reads it.
        for await (const chunk of log) if (chunk.length > 0) ending.abort();
      })().catch((error: unknown) => error);
      await lines;
      // As a terminal does that is closed.
      shell.stream.resume();
      shells.push(hangUp(shell));
      expect(await program).toBe("cancelled");
    }
    await Promise.all(shells);
    user.connection.close();
    await vi.waitFor(() => expect(open()).toBeLessThanOrEqual(before), 20_000);
    // Nor a shell in the container, whose own programs are two.
    const programs = async (): Promise<number> =>
      (await callEngineJson<{ Processes: unknown[] }>(socket, `/containers/${id}/top`)).Processes.length;
    await vi.waitFor(async () => expect(await programs()).toBeLessThanOrEqual(2), 20_000);
  },
);
