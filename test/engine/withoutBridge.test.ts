import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { readHostListeners } from "../../client/src/netns/read/hostListeners";
import { thisMachine } from "../../client/src/netns/read/machine";
import { readHost } from "../../client/src/netns/read/readHost";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { startPrivateEngine, type PrivateEngine } from "../../scripts/engine/daemon.mjs";

let started: PrivateEngine;
let engine: Engine;
const machine = thisMachine(process.platform, process.getuid?.());

/** An engine that has neither a bridge nor a container by which its host could be known. */
beforeAll(async () => {
  started = await startPrivateEngine({ programs: inject("enginePrograms"), flags: ["--bridge=none"] });
  engine = createEngine({
    kind: "socket",
    path: started.socket,
    address: `unix://${started.socket}`,
    source: "setting",
  });
});
afterAll(() => started.stop());

test("the host of an engine without bridges and containers is known by the engine's socket", async () => {
  const facts = await engine.facts();
  expect(await readHostListeners(engine, facts, machine, thisProcessTable, [])).toBeDefined();
  const { interfaces } = await readHost({ engine, machine, facts }, []);
  expect(interfaces.map(({ name }) => name)).toContain("lo");
});
