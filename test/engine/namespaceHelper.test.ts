import { asksOf } from "../../client/src/netns/sections/table";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createEngine } from "../../client/src/docker/api/engine";
import { runHelper } from "../../client/src/docker/api/helperContainer";
import { inCommon } from "../../client/src/insight/inCommon";
import { readContainer } from "../../client/src/netns/read/readContainer";
import { readHost } from "../../client/src/netns/read/readHost";
import { foreignMachine } from "../../client/src/netns/read/machine";
import { type Prober } from "../../client/src/netns/read/prober";
import { here, engine, run, post, list, container, text, faultOf, removeAll, listed } from "./namespaceContainers";

beforeAll(async () => {
  await run("nginx", "nginx:alpine", ["sleep", "900"], {});
  await run("host", "nginx:alpine", ["sleep", "900"], { NetworkMode: "host" });
  await run("scratch", "hostside/scratch:latest", [], {});
  await list();
});

afterAll(removeAll);

describe("a helper container", () => {
  const names = async (): Promise<string[]> => {
    // As another window sees them: this one leaves its own out.
    const records = (await createEngine(engine.endpoint).listContainers()) as {
      Names: string[];
      Labels: Record<string, string>;
    }[];
    return records.filter(({ Labels }) => "hostside.helper" in Labels).flatMap(({ Names }) => Names);
  };
  const prober = (image: string | undefined): Prober => ({
    engine,
    machine: foreignMachine,
    helperImage: () => Promise.resolve(image),
  });

  test("reads an image without programs in full, and leaves nothing behind", async () => {
    const namespace = await readContainer(prober("busybox:latest"), container("scratch"), {
      ...asksOf("sockets"),
      depth: "full",
    });
    expect(namespace.ways).toEqual(["helper"]);
    const shown = text(namespace);
    expect(shown).toMatch(/^\d+: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500/mu);
    expect(shown).toContain(`inet ${container("scratch").attachments[0]?.address ?? "?"}/16`);
    expect(namespace.sockets?.map(({ port }) => port)).toContain(8080);
    expect(await names()).toEqual([]);
  });

  test("reads a paused container", async () => {
    await post("nginx", "pause");
    try {
      const namespace = await readContainer(prober("nginx:alpine"), container("nginx"));
      expect(namespace.ways).toEqual(["helper"]);
      expect(text(namespace)).toMatch(/^\d+: eth0@if\d+: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500/mu);
    } finally {
      await post("nginx", "unpause");
    }
  });

  test("reads the host where no container is in host mode", async () => {
    const onBridge = [...listed().containers.values()].filter(({ mode }) => mode.kind === "network");
    // The host's interfaces belong to all engines that run beside: an address of one may be new between the two readings.
    await vi.waitFor(
      async () => {
        const namespace = await readHost(prober("busybox:latest"), onBridge);
        const direct = await readHost({ engine, machine: here }, [...listed().containers.values()]);
        expect(namespace.ways).toEqual(["helper"]);
        const [a, b] = inCommon(namespace, direct);
        expect(text(a)).toBe(text(b));
      },
      { timeout: 15_000, interval: 500 },
    );
  });

  test("is asked for only where nothing else reads, and is not made without consent", async () => {
    let asked = 0;
    const refusing = { ...prober(undefined), helperImage: () => (asked++, Promise.resolve(undefined)) };
    expect((await readContainer(refusing, container("nginx"))).ways).toEqual(["exec"]);
    expect(asked).toBe(0);
    expect((await readContainer(refusing, container("scratch"))).ways).toEqual(["inspect"]);
    expect(asked).toBe(1);
    expect(await faultOf(readHost(refusing, []))).toEqual({ kind: "no-host" });
  });

  test("of an image that is not there, or that has no programs, says so and leaves nothing behind", async () => {
    for (const image of ["hostside/absent:latest", "hostside/scratch:latest"]) {
      expect(await faultOf(readContainer(prober(image), container("scratch")))).toMatchObject({
        kind: "helper",
        image,
      });
    }
    expect(await names()).toEqual([]);
  });

  test("that is cancelled is removed", async () => {
    const cancelled = new AbortController();
    const slow = { image: "busybox:latest", command: ["sleep", "600"], networkMode: "host" };
    const running = faultOf(runHelper(engine.connection, slow, cancelled.signal));
    while ((await names()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const shown = (await engine.listContainers()) as { Names: string[] }[];
    expect(shown.flatMap(({ Names }) => Names).filter((name) => name.startsWith("/hostside-helper-"))).toEqual([]);
    expect(await names()).toEqual([expect.stringMatching(/^\/hostside-helper-[\da-f]{8}$/u)]);
    cancelled.abort();
    expect(await running).toMatchObject({ kind: "cancelled" });
    expect(await names()).toEqual([]);
  });
});
