import { beforeAll, expect, test } from "vitest";
import { findContainer, type Inventory } from "../../client/src/docker/inventory/inventory";
import { bench, onPodman } from "./podmanContainers";

onPodman("what happens in Podman", () => {
  const prefix = "hs-event-";
  const { engine, live, run, create, post, remove, network, container, until } = bench(prefix);
  const sleeping = ["sh", "-c", "trap 'exit 0' TERM; sleep 900 & wait"] as const;
  const start = (name: string, hostConfig: object = {}): Promise<string> =>
    run(name, "busybox:latest", [...sleeping], hostConfig);
  const state = (name: string, wanted: string): Promise<true> =>
    until((inventory) => findContainer(inventory, prefix + name)?.state === wanted || undefined);
  const attached = (inventory: Inventory, name: string): string[] =>
    (findContainer(inventory, prefix + name)?.attachments ?? []).map((one) => one.network);
  const networks = (inventory: Inventory): string[] => [...inventory.networks.values()].map(({ name }) => name);

  beforeAll(async () => {
    live.start();
    await live.settled();
  });

  test("is heard: a start, a stop, a pause, a name, a removal", async () => {
    const id = await create("one", "busybox:latest", [...sleeping], { NetworkMode: "host" });
    await state("one", "created");
    await post(`/containers/${id}/start`);
    await state("one", "running");
    await until(() => container("one").mode.kind === "host" || undefined);
    await post(`/containers/${id}/pause`);
    await state("one", "paused");
    await post(`/containers/${id}/unpause`);
    await state("one", "running");
    await post(`/containers/${id}/rename?name=${prefix}two`);
    await until((inventory) => findContainer(inventory, `${prefix}two`));
    expect(container("two").mode).toEqual({ kind: "host" });
    await post(`/containers/${id}/stop?t=5`);
    await state("two", "exited");
    await remove(`/containers/${id}`);
    await until(({ containers }) => !containers.has(id) || undefined);
  });

  test("is heard: a restart, with the address that it brought", async () => {
    const id = await start("again");
    const before = await until((inventory) => findContainer(inventory, `${prefix}again`)?.attachments[0]?.mac);
    await post(`/containers/${id}/restart?t=1`);
    await until((inventory) => {
      const mac = findContainer(inventory, `${prefix}again`)?.attachments[0]?.mac;
      return (mac !== undefined && mac !== before) || undefined;
    });
    expect(container("again").state).toBe("running");
  });

  test("is heard: an end by itself, with its exit code", async () => {
    await run("ends", "busybox:latest", ["sh", "-c", "exit 3"], { NetworkMode: "host" });
    await until((inventory) => findContainer(inventory, `${prefix}ends`)?.exitCode === 3 || undefined);
    await until(() => container("ends").mode.kind === "host" || undefined);
    expect(container("ends")).toMatchObject({ state: "exited", exitCode: 3 });
  });

  test("is heard: that a container is connected to a network and taken out of it", async () => {
    await network("net");
    await network("side");
    const id = await start("placed", { NetworkMode: `${prefix}net` });
    await until((inventory) => attached(inventory, "placed").length === 1 || undefined);
    await post(`/networks/${prefix}side/connect`, { Container: id });
    await until((inventory) => attached(inventory, "placed").includes(`${prefix}side`) || undefined);
    await post(`/networks/${prefix}side/disconnect`, { Container: id });
    await until((inventory) => !attached(inventory, "placed").includes(`${prefix}side`) || undefined);
  });

  test("is found: a network that was made before a container, and one that was removed after", async () => {
    await network("brief");
    const id = await start("guest", { NetworkMode: `${prefix}brief` });
    await until((inventory) => networks(inventory).includes(`${prefix}brief`) || undefined);
    await remove(`/containers/${id}?force=1`);
    await until(({ containers }) => !containers.has(id) || undefined);
    await remove(`/networks/${prefix}brief`);
    await until((inventory) => !networks(inventory).includes(`${prefix}brief`) || undefined);
  });

  test("is told again from a moment on, as after a lost connection", async () => {
    const { product } = await engine.facts();
    expect(product).toBe("podman");
    const since = `${Math.floor(Date.now() / 1000)}.000000001`;
    const id = await start("since");
    const ending = new AbortController();
    const told: string[] = [];
    for await (const chunk of await engine.openEvents(since, ending.signal)) {
      told.push(chunk.toString("utf8"));
      if (told.join("").includes(`"${id}"`) && told.join("").includes('"start"')) break;
    }
    ending.abort();
    expect(told.join("")).toContain(id);
  });

  test("ends with what the engine has, after a storm", async () => {
    const ids: string[] = [];
    for (let number = 0; number < 12; number += 1) ids.push(await start(`storm${number}`, { NetworkMode: "none" }));
    await Promise.all(ids.filter((_, at) => at % 2 === 0).map((id) => post(`/containers/${id}/kill`)));
    await Promise.all(ids.filter((_, at) => at % 3 === 0).map((id) => remove(`/containers/${id}?force=1`)));
    await until(({ containers }) => {
      const right = ids.every((id, at) => {
        const held = containers.get(id);
        if (at % 3 === 0) return held === undefined;
        return held?.state === (at % 2 === 0 ? "exited" : "running") && held.mode.kind === "none";
      });
      return right || undefined;
    });
  });
});
