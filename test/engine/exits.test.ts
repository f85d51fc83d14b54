import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { findContainer } from "../../client/src/docker/inventory/inventory";
import { LiveInventory } from "../../client/src/docker/inventory/liveInventory";
import { callEngine } from "../../scripts/engine/http.mjs";

const socket = inject("dockerSocket");
const name = "hostside-test-exits";
const engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
/** Asks at once: with any pause the engine may have finished by luck. */
const live = new LiveInventory({ connect: () => Promise.resolve(engine), batchMilliseconds: 0 });

function untilState(state: string): Promise<void> {
  const isThere = (): boolean => findContainer(live.inventory, name)?.state === state;
  return new Promise((resolve) => {
    const registration = live.onDidChange(() => {
      if (!isThere()) return;
      registration.dispose();
      resolve();
    });
  });
}

beforeAll(async () => {
  live.start();
  await live.settled();
  const json = { Image: "hostside/scratch:latest", Labels: { "hostside.test": "1" } };
  await callEngine(socket, `/containers/create?name=${name}`, { method: "POST", json });
});

afterAll(async () => {
  live.stop();
  await callEngine(socket, `/containers/${name}?force=1`, { method: "DELETE" });
});

test("an exit is seen each time, although the engine tells of it before its list knows", async () => {
  for (let round = 0; round < 5; round += 1) {
    const running = untilState("running");
    await callEngine(socket, `/containers/${name}/start`, { method: "POST" });
    await running;
    const exited = untilState("exited");
    await callEngine(socket, `/containers/${name}/kill`, { method: "POST" });
    await exited;
  }
  expect(findContainer(live.inventory, name)?.exitCode).toBe(137);
});
