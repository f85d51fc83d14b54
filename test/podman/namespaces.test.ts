import { asksOf } from "../../client/src/netns/sections/table";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { runHelper } from "../../client/src/docker/api/helperContainer";
import { inventoryFrom } from "../../client/src/docker/inventory/inventory";
import { contestedPorts, hostPorts } from "../../client/src/insight/hostPorts";
import { inCommon } from "../../client/src/insight/inCommon";
import { readOwnListeners } from "../../client/src/insight/ownListeners";
import { host, readSubjects, type Side } from "../../client/src/insight/readSubjects";
import { readHostListeners } from "../../client/src/netns/read/hostListeners";
import { foreignMachine } from "../../client/src/netns/read/machine";
import type { Namespace } from "../../client/src/netns/model";
import type { Prober } from "../../client/src/netns/read/prober";
import { readContainer } from "../../client/src/netns/read/readContainer";
import { readHost } from "../../client/src/netns/read/readHost";
import { renderIpAddr } from "../../client/src/netns/render/render";
import { thisProcessTable } from "../../client/src/netns/read/socketOwners";
import { bench, here, hostAddress, onPodman, unprivileged, ways } from "./podmanContainers";

onPodman("namespaces of Podman's containers", () => {
  const { engine, live, run, post, container, until } = bench("hs-ns-");
  const text = (namespace: Namespace | undefined): string => renderIpAddr(namespace?.interfaces ?? []);
  const read = (prober: Prober, ...names: string[]): Promise<Side[]> =>
    readSubjects(
      prober,
      live.inventory,
      names.map((name) => (name === "the host" ? host : { kind: "container", id: container(name).id })),
      asksOf("everything"),
    );

  beforeAll(async () => {
    const publish = { PortBindings: { "80/tcp": [{ HostPort: "18090" }] } };
    await run("web", "nginx:alpine", ["nginx", "-g", "daemon off;"], publish);
    await run("hosted", "nginx:alpine", ["sleep", "900"], { NetworkMode: "host" });
    await run("sharing", "busybox:latest", ["sleep", "900"], { NetworkMode: "container:hs-ns-web" });
    await run("alone", "busybox:latest", ["sleep", "900"], { NetworkMode: "none" });
    await run("scratch", "hostside/scratch:latest", [], {});
    await run("listener", "busybox:latest", ["httpd", "-f", "-p", "127.0.0.1:18091"], { NetworkMode: "host" });
    live.start();
    await live.settled();
    await until(({ containers }) => [...containers.values()].every(({ mode }) => mode.kind !== "unknown") || undefined);
  });

  describe.each(ways)("read as %s", (_, machine) => {
    test("are each its own, and the host's is the engine's host", async () => {
      const names = ["the host", "hosted", "web", "sharing", "alone"];
      const [ofHost, hosted, web, sharing, alone] = await read({ engine, machine }, ...names);
      expect(text(ofHost?.namespace)).toContain(`inet ${hostAddress}/24`);
      expect(text(hosted?.namespace)).toBe(text(ofHost?.namespace));
      expect(hosted?.usesHost).toBe(true);
      const own = container("web").attachments[0]?.address ?? "?";
      expect(text(web?.namespace)).toContain(`inet ${own}/16`);
      expect(text(sharing?.namespace)).toBe(text(web?.namespace));
      expect(sharing?.owner?.name).toBe("hs-ns-web");
      expect(alone?.namespace?.interfaces.map(({ name }) => name)).toEqual(["lo"]);
      expect(web?.namespace?.sockets?.map(({ port }) => port)).toContain(80);
      expect(web?.namespace?.dns?.servers.length).toBeGreaterThan(0);
      expect(web?.namespace?.routes?.some(({ gateway }) => gateway === "10.88.0.1")).toBe(true);
    });
  });

  test("are told apart also where the list leaves the modes open and nobody has told them yet", async () => {
    const untold = inventoryFrom(await engine.listContainers());
    expect([...untold.containers.values()].every(({ mode }) => mode.kind === "unknown")).toBe(true);
    const subjects = ["hosted", "sharing", "alone"].map(
      (name) => ({ kind: "container", id: container(name).id }) as const,
    );
    const [hosted, sharing, alone] = await readSubjects({ engine, machine: here }, untold, subjects);
    expect(hosted).toMatchObject({ usesHost: true, container: { mode: { kind: "host" } } });
    expect(text(hosted?.namespace)).toContain(`inet ${hostAddress}/24`);
    expect(sharing?.owner?.name).toBe("hs-ns-web");
    expect(alone?.container?.mode).toEqual({ kind: "none" });
  });

  test("are read by way of /proc and nsenter as root, and by the container's own programs otherwise", async () => {
    const of = async (prober: Prober, name: string) => (await readContainer(prober, container(name))).ways;
    expect(await of({ engine, machine: here }, "web")).toEqual(["proc", "nsenter"]);
    expect(await of({ engine, machine: unprivileged }, "web")).toEqual(["proc", "exec"]);
    expect(await of({ engine, machine: foreignMachine }, "web")).toEqual(["exec"]);
    expect(await of({ engine, machine: here }, "scratch")).toEqual(["proc", "nsenter"]);
    expect(await of({ engine, machine: foreignMachine }, "scratch")).toEqual(["inspect"]);
  });

  test("are the same whichever way they are read", async () => {
    const direct = await readContainer({ engine, machine: here }, container("web"));
    const inside = await readContainer({ engine, machine: foreignMachine }, container("web"));
    const [a, b] = inCommon(direct, inside);
    expect(text(a)).toBe(text(b));
  });

  test("are the host's by way of conmon, where no container is in host mode", async () => {
    const others = [...live.inventory.containers.values()].filter(({ mode }) => mode.kind !== "host");
    const found = await readHost({ engine, machine: here }, others);
    expect(found.ways).toEqual(["proc", "nsenter"]);
    expect(text(found)).toContain(`inet ${hostAddress}/24`);
    const seen = await readHost({ engine, machine: unprivileged }, others);
    expect(text(seen)).toContain(`inet ${hostAddress}/24`);
  });

  test("are read by a helper container, which leaves nothing behind", async () => {
    const prober = { engine, machine: foreignMachine, helperImage: () => Promise.resolve("busybox:latest") };
    const scratch = await readContainer(prober, container("scratch"), { ...asksOf("sockets"), depth: "full" });
    expect(scratch.ways).toEqual(["helper"]);
    expect(text(scratch)).toContain(`inet ${container("scratch").attachments[0]?.address ?? "?"}/16`);
    expect(scratch.sockets?.map(({ port }) => port)).toContain(8080);
    const ofHost = await readHost(prober, [container("web")]);
    expect(text(ofHost)).toContain(`inet ${hostAddress}/24`);
    const failing = { image: "busybox:latest", command: ["sh", "-c", "echo no >&2; exit 3"], networkMode: "host" };
    expect(await runHelper(engine.connection, failing)).toMatchObject({ exitCode: 3, stderr: "no\n" });
    const records = (await engine.listContainers()) as { Labels: Record<string, string> | null }[];
    expect(records.filter(({ Labels }) => Labels !== null && "hostside.helper" in Labels)).toEqual([]);
  });

  test("of a paused container are read from outside", async () => {
    await post(`/containers/${container("web").id}/pause`);
    try {
      expect((await readContainer({ engine, machine: here }, container("web"))).ways).toEqual(["proc", "nsenter"]);
      expect((await readContainer({ engine, machine: foreignMachine }, container("web"))).ways).toEqual(["inspect"]);
    } finally {
      await post(`/containers/${container("web").id}/unpause`);
    }
  });

  test("have what listens in them, with its program", async () => {
    const listens = async (name: string): Promise<string[] | undefined> => {
      const detail = await engine.inspectContainer(container(name).id);
      const found = await readOwnListeners(engine, here, thisProcessTable, live.inventory, container(name), detail);
      return found?.map(({ address, port, owner }) => `${address}:${port} ${owner?.program ?? ""}`);
    };
    expect(await listens("listener")).toEqual(["127.0.0.1:18091 httpd"]);
    expect(await listens("web")).toEqual(["0.0.0.0:80 nginx"]);
  });

  test("make up the ports of the host: a publish once, a program in host mode, and no other", async () => {
    const facts = await engine.facts();
    const containers = [...live.inventory.containers.values()];
    const listeners = await vi.waitFor(async () => {
      const found = await readHostListeners(engine, facts, here, thisProcessTable, containers);
      expect(found?.some(({ port }) => port === 18_091)).toBe(true);
      return found;
    }, 10_000);
    const ports = hostPorts(live.inventory, listeners, []);
    expect(
      ports.map(({ port, owner }) => [port, owner.kind, "container" in owner ? owner.container.name : ""]),
    ).toEqual(
      expect.arrayContaining([
        [18_090, "publish", "hs-ns-web"],
        [18_091, "host-mode", "hs-ns-listener"],
      ]),
    );
    expect(ports.filter(({ port }) => port === 18_090 || port === 18_091)).toHaveLength(2);
    expect(contestedPorts(ports).size).toBe(0);
  });
});
