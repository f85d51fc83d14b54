import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Engine } from "../../client/src/docker/api/engine";
import { readContainer } from "../../client/src/netns/read/readContainer";
import { callEngine } from "../../scripts/engine/http.mjs";
import { english } from "../../client/test/english";
import { verdict } from "../../client/src/insight/verdict";
import { foreignMachine } from "../../client/src/netns/read/machine";
import { type Prober } from "../../client/src/netns/read/prober";
import {
  socket,
  engine,
  prefix,
  run,
  post,
  list,
  container,
  read,
  faultOf,
  ways,
  removeAll,
} from "./namespaceContainers";

beforeAll(async () => {
  await run("host", "nginx:alpine", ["sleep", "900"], { NetworkMode: "host" });
});

afterAll(removeAll);

describe("a container that its restart policy starts again and again", () => {
  test.each(ways)("says so between two starts, as %s, and no helper is asked for", async (_, machine) => {
    const name = `loops${ways.findIndex(([, one]) => one === machine)}`;
    await run(name, "busybox:latest", ["sh", "-c", "exit 3"], { RestartPolicy: { Name: "always" } });
    let asked = 0;
    const helperImage = (): Promise<string> => (asked++, Promise.resolve("busybox:latest"));
    const prober: Prober = { engine, machine, helperImage };
    // The pauses between its starts grow, so that one of them is seen soon.
    await vi.waitFor(
      async () => {
        await list();
        expect(await faultOf(readContainer(prober, container(name)))).toMatchObject({
          kind: "restarting",
          container: `${prefix}${name}`,
          exitCode: 3,
        });
      },
      { timeout: 30_000, interval: 50 },
    );
    expect(asked).toBe(0);
    await callEngine(socket, `/containers/${prefix}${name}?force=1`, { method: "DELETE" });
  });
});

describe("a container that stops while it is read", () => {
  test("says that it is stopped", async () => {
    await run("dying", "busybox:latest", ["sleep", "600"], {});
    await list();
    const killing: Engine = {
      ...engine,
      exec: async (id, command, signal) => {
        await post("dying", "kill").catch(() => undefined);
        await post("dying", "wait");
        return engine.exec(id, command, signal);
      },
    };
    const fault = await faultOf(readContainer({ engine: killing, machine: foreignMachine }, container("dying")));
    expect(fault).toMatchObject({ kind: "stopped", container: `${prefix}dying`, exitCode: 137 });
  });
});

describe("a container whose namespace's owner was restarted", () => {
  test("is read by itself, and the verdict says that it has to be restarted", async () => {
    await run("owner", "busybox:latest", ["sleep", "600"], {});
    await run("left", "busybox:latest", ["sleep", "600"], { NetworkMode: `container:${prefix}owner` });
    await post("owner", "restart?t=0");
    await list();
    const [left, right] = await read({ engine, machine: foreignMachine }, "the host", "left");
    if (left === undefined || right === undefined) throw new Error("a side is missing");
    expect(right.orphaned).toBe(true);
    expect(right.namespace?.interfaces.map(({ name }) => name)).toEqual(["lo"]);
    expect(verdict(left, right, english)).toContain(`Restart ${prefix}left.`);
  });
});
