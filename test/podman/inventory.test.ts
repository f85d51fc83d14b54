import { beforeAll, expect, test, vi } from "vitest";
import { findContainer } from "../../client/src/docker/inventory/inventory";
import { membersOf } from "../../client/src/docker/inventory/members";
import { summarize } from "../../client/src/insight/rowText";
import { english } from "../../client/test/english";
import { bench, onPodman } from "./podmanContainers";

onPodman("what Podman runs", () => {
  const { engine, live, run, create, post, network, container, until } = bench("hs-list-");
  const named = (name: string) => [...live.inventory.networks.values()].find((one) => one.name === name);
  const members = (name: string): string[] => {
    const found = named(name);
    return found === undefined ? [] : membersOf(live.inventory, found).map((member) => member.container.name);
  };

  beforeAll(async () => {
    await network("net");
    await network("other");
    await run("bridge", "nginx:alpine", ["sleep", "900"], { PortBindings: { "80/tcp": [{ HostPort: "18080" }] } });
    await run("host", "nginx:alpine", ["sleep", "900"], { NetworkMode: "host" });
    await run("none", "busybox:latest", ["sleep", "900"], { NetworkMode: "none" });
    await run("sharing", "busybox:latest", ["sleep", "900"], { NetworkMode: "container:hs-list-bridge" });
    await run("named", "busybox:latest", ["sleep", "900"], { NetworkMode: "hs-list-net" });
    await create("never", "busybox:latest", ["sleep", "900"], { NetworkMode: "host" });
    live.start();
    await live.settled();
    await until(({ containers }) => [...containers.values()].every(({ mode }) => mode.kind !== "unknown") || undefined);
  });

  test("is of an engine that is called Podman", async () => {
    expect(await engine.facts()).toMatchObject({ product: "podman", os: "linux", desktop: false, swarm: "none" });
    expect((await engine.facts()).version).toMatch(/^\d+\.\d+\.\d+/u);
  });

  test("has the mode that it was started with", () => {
    expect(container("bridge")).toMatchObject({ state: "running", mode: { kind: "network" } });
    expect(container("host")).toMatchObject({ state: "running", mode: { kind: "host" }, attachments: [] });
    expect(container("none")).toMatchObject({ mode: { kind: "none" }, attachments: [] });
    expect(container("named")).toMatchObject({ mode: { kind: "network", name: "hs-list-net" } });
    expect(container("never")).toMatchObject({ state: "created", mode: { kind: "host" } });
  });

  test("has an address where it has one of its own, and its own ports", () => {
    expect(container("bridge").attachments).toMatchObject([
      { network: "podman", address: expect.stringMatching(/^10\.88\./u) as string, prefix: 16 },
    ]);
    expect(container("bridge").published).toEqual([
      { hostIp: "", hostPort: 18_080, containerPort: 80, protocol: "tcp" },
    ]);
    expect(summarize(live.inventory, container("named"), english)).toMatch(/^hs-list-net 10\.89\.\d+\.\d+$/u);
  });

  test("that shares a namespace has none of what the other has", () => {
    expect(container("sharing")).toMatchObject({
      mode: { kind: "container", target: container("bridge").id },
      attachments: [],
      published: [],
    });
  });

  test("is in its networks, the default one included", () => {
    expect(members("hs-list-net")).toEqual(["hs-list-named"]);
    expect(members("podman")).toEqual(["hs-list-bridge"]);
    expect(named("hs-list-net")).toMatchObject({ driver: "bridge", scope: "local" });
  });

  test("is found by name and by the first digits of its ID", () => {
    const { id } = container("host");
    expect(findContainer(live.inventory, id.slice(0, 12))?.name).toBe("hs-list-host");
    expect(container("host").name).toBe("hs-list-host");
  });

  test("in a pod shares the namespace of the pod's first container", async () => {
    const { Id } = JSON.parse(
      await post("/v4.0.0/libpod/pods/create", {
        name: "hs-list-pod",
        portmappings: [{ container_port: 80, host_port: 18_081 }],
      }),
    ) as { Id: string };
    try {
      await post("/v4.0.0/libpod/containers/create", {
        name: "hs-list-member",
        image: "busybox:latest",
        command: ["sleep", "900"],
        pod: Id,
      });
      await post(`/v4.0.0/libpod/pods/${Id}/start`);
      const member = await until((inventory) => {
        const found = findContainer(inventory, "hs-list-member");
        return found?.state === "running" && found.mode.kind === "container" ? found : undefined;
      });
      const infra = member.mode.kind === "container" ? findContainer(live.inventory, member.mode.target) : undefined;
      expect(infra).toMatchObject({
        state: "running",
        name: expect.stringMatching(/-infra$/u) as string,
        mode: { kind: "network" },
      });
      expect(infra?.published).toMatchObject([{ hostPort: 18_081, containerPort: 80 }]);
      expect(member.published).toEqual([]);
    } finally {
      await import("../../scripts/engine/http.mjs").then(({ callEngine }) =>
        callEngine((engine.endpoint as { path: string }).path, `/v4.0.0/libpod/pods/${Id}?force=true`, {
          method: "DELETE",
        }),
      );
    }
    await vi.waitFor(() => expect(findContainer(live.inventory, "hs-list-member")).toBeUndefined(), 10_000);
  });
});
