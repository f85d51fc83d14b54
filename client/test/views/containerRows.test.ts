import { describe, expect, it, vi } from "vitest";
import type { Container } from "../../src/docker/inventory/container";
import { inventoryFrom, withServices, type Inventory } from "../../src/docker/inventory/inventory";
import { addressesOf } from "../../src/insight/summary";
import type { ContainerProbe } from "../../src/insight/containerProbe";
import { grouped, type ViewFilter } from "../../src/insight/grouping";
import { containerRow, detailRows, type RowSource } from "../../src/views/trees/containerRows";
import { groupMembers, topRows } from "../../src/views/trees/groupRows";
import { ContainerProbes } from "../../src/monitor/containerProbes";
import { networkListRows, networkMemberRows } from "../../src/views/trees/networkRows";
import { containerOf, type Row } from "../../src/views/trees/row";
import { serviceDetailRows, serviceRows } from "../../src/views/trees/swarmRows";
import { foreignMachine } from "../../src/netns/read/machine";
import { thisProcessTable } from "../../src/netns/read/socketOwners";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";

const bridge = (address: string): object => ({
  NetworkSettings: {
    Networks: {
      bridge: { IPAddress: address, IPPrefixLen: 16, Gateway: "172.17.0.1", MacAddress: "02:42:ac:11:00:02" },
    },
  },
});
const mode = (name: string): object => ({ HostConfig: { NetworkMode: name } });
const networks = (...names: string[]): object => ({
  NetworkSettings: { Networks: Object.fromEntries(names.map((name) => [name, {}])) },
});
const published = [
  { IP: "0.0.0.0", PrivatePort: 80, PublicPort: 2000, Type: "tcp" },
  { IP: "::", PrivatePort: 80, PublicPort: 2000, Type: "tcp" },
];
const exited = { State: "exited", Status: "Exited (1) 2 seconds ago" };

/** The story of the host network driver's tutorial. */
const tutorial = inventoryFrom([
  listed(idOf(3), "app3", { ...mode("host"), ...exited }),
  listed(idOf(1), "app1", { ...mode("default"), ...bridge("172.17.0.2"), Ports: published }),
  listed(idOf(2), "app2", mode("host")),
  listed(idOf(4), "sidecar", mode(`container:${idOf(1)}`)),
  listed(idOf(5), "job", { ...mode("none"), State: "paused", Status: "Up 2 minutes (Paused)" }),
  listed(idOf(6), "old", { ...mode("default"), ...exited }),
]);

const usual: ViewFilter = { grouping: "project", filter: "", stopped: false };
const probes = new ContainerProbes(foreignMachine, thisProcessTable, { debug: () => undefined });
const from = (inventory: Inventory, engine = ""): RowSource => ({ engine, inventory, l10n: english });
const nodes = (inventory: Inventory, options = usual): Row[] =>
  topRows(from(inventory), grouped(inventory, options, english), options.filter, probes);
const containerIn = (row: Row): Container => {
  const container = containerOf(row);
  if (container === undefined) throw new Error("it is no container");
  return container;
};
const node = (name: string): Row => {
  const found = nodes(tutorial).find(({ label }) => label === name);
  if (found === undefined) throw new Error(`${name} is not shown`);
  return found;
};
const firstOf = (inventory: Inventory): Row => {
  const [first] = nodes(inventory);
  if (first === undefined) throw new Error("nothing is shown");
  return first;
};
const detailsOf = (inventory: Inventory, row: Row, look?: ContainerProbe): Row[] =>
  detailRows(from(inventory), containerIn(row), look);
const said = (rows: readonly Row[]): string[] => rows.map(({ label, description }) => `${label}|${description}`);
const details = (name: string, look?: ContainerProbe): string[] => said(detailsOf(tutorial, node(name), look));

describe("the tree of containers", () => {
  it("shows what runs, and what exited in host mode, by name", () => {
    expect(nodes(tutorial).map(({ label, description }) => `${label}|${description}`)).toEqual([
      "app1|2000->80  bridge 172.17.0.2",
      "app2|host",
      "app3|exited (1)  host",
      "job|paused  none",
      "sidecar|shares app1's network",
      "1 stopped: show|",
    ]);
  });

  it("shows networks and ports below a container", () => {
    expect(details("app1")).toEqual([
      "bridge|172.17.0.2/16  gateway 172.17.0.1  02:42:ac:11:00:02",
      // One publish, which the engine lists once for each family.
      "0.0.0.0:2000 -> 80/tcp|IPv4 and IPv6",
      "sidecar|shares this namespace",
    ]);
    expect(details("app2")).toEqual(["host|the host's own interfaces and ports; no address of its own"]);
    expect(details("sidecar")).toEqual(["shared|the network namespace of app1"]);
  });

  it("tells mode and state by icon, by context value and to screen readers", () => {
    expect(node("app1")).toMatchObject({ icon: "plug", contextValue: "container.running.own.published" });
    expect(node("app2")).toMatchObject({ icon: "globe", contextValue: "container.running.host" });
    expect(node("app3")).toMatchObject({ icon: "error", contextValue: "container.stopped.host" });
    expect(node("app3").spoken).toBe("Container app3, exited (1), network mode host");
  });

  it("keeps its ids when states change, and has each once", () => {
    const later = inventoryFrom([listed(idOf(2), "app2-renamed", { ...mode("host"), ...exited })]);
    expect(nodes(later)[0]?.id).toBe(node("app2").id);
    const all = nodes(tutorial).flatMap((shown) =>
      shown.kind === "container" ? [shown, ...detailsOf(tutorial, shown)] : [shown],
    );
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it("counts what is too much for one line", () => {
    const Ports = [1, 2, 3, 4, 5].map((port) => ({ IP: "", PrivatePort: port, PublicPort: port, Type: "udp" }));
    const many = inventoryFrom([listed(idOf(1), "many", { ...bridge("172.17.0.9"), Ports })]);
    expect(nodes(many)[0]?.description).toBe("1->1/udp 2->2/udp 3->3/udp and 2 more  bridge 172.17.0.9");
  });

  it("copies addresses of those that have their own", () => {
    expect(addressesOf(containerIn(node("app1")))).toEqual([{ network: "bridge", address: "172.17.0.2" }]);
    expect(addressesOf(containerIn(node("app2")))).toEqual([]);
  });

  it("shows hostile names sanitized", () => {
    const hostile = "/\u202eevil\u001b[2J\n[x](command:y)";
    const [shown] = nodes(inventoryFrom([listed(idOf(1), "x", { Names: [hostile] })]));
    expect(shown?.label).toBe("evil [x](command:y)");
  });

  it("shows what a closer look told: what listens, and what is wrong", () => {
    const look: ContainerProbe = {
      listening: [
        { protocol: "tcp", family: "inet", address: "127.0.0.1", port: 80, inode: "1" },
        { protocol: "tcp", family: "inet", address: "127.0.0.1", port: 80, inode: "2" },
      ],
      problems: [{ kind: "loopback-only", port: 80, protocol: "tcp", address: "127.0.0.1" }],
      networks: [],
      calls: [],
      young: false,
    };
    const shown = details("app1", look);
    expect(shown[0]).toMatch(/^Port 80\/tcp is published, but the program listens on 127\.0\.0\.1 only/u);
    expect(shown.filter((line) => line.startsWith("listens"))).toEqual(["listens 127.0.0.1:80|tcp  loopback only"]);
    const row = containerRow(from(tutorial), containerIn(node("app1")), look);
    expect(row).toMatchObject({
      icon: "warning",
      description: "80/tcp listens on loopback only  2000->80  bridge 172.17.0.2",
    });
    expect(row.spoken).toBe(
      "Container app1, 80/tcp listens on loopback only, running, publishes 2000->80, network mode bridge 172.17.0.2",
    );
  });

  it("shows each state as a shape, not only as a colour", () => {
    const icons = ["running", "paused", "restarting", "exited"].map((State) => {
      const inventory = inventoryFrom([
        listed(idOf(1), "one", { ...mode("host"), State, Status: "Exited (0) 1 s ago" }),
      ]);
      return containerRow(from(inventory), containerIn(firstOf(inventory))).icon;
    });
    expect(icons).toEqual(["globe", "debug-pause", "sync", "circle-outline"]);
    const sick = inventoryFrom([listed(idOf(1), "one", { ...mode("host"), Status: "Up 1 minute (unhealthy)" })]);
    expect(nodes(sick)[0]?.icon).toBe("warning");
  });

  it("shows a container's own name server as one line without ports", () => {
    const socket = { family: "inet", address: "127.0.0.11", inode: "1" } as const;
    const look: ContainerProbe = {
      listening: [
        { ...socket, protocol: "tcp", port: 39_001 },
        { ...socket, protocol: "udp", port: 41_002 },
      ],
      problems: [],
      networks: [],
      calls: [],
      young: false,
    };
    const listens = details("app1", look).filter((line) => line.startsWith("listens"));
    expect(listens).toEqual(["listens 127.0.0.11|Docker's own name server"]);
  });

  it("keeps publishes apart that are not the same on both families", () => {
    const port = (IP: string, PublicPort: number) => ({ IP, PrivatePort: 80, PublicPort, Type: "tcp" });
    const Ports = [port("0.0.0.0", 1), port("::", 2), port("127.0.0.1", 3), port("::1", 3)];
    const inventory = inventoryFrom([listed(idOf(1), "one", { Ports })]);
    const rows = detailsOf(inventory, firstOf(inventory)).filter(({ kind }) => kind === "port");
    expect(said(rows)).toEqual([
      "0.0.0.0:1 -> 80/tcp|",
      "[::]:2 -> 80/tcp|",
      "127.0.0.1:3 -> 80/tcp|",
      "[::1]:3 -> 80/tcp|",
    ]);
  });

  it("has the same things of two engines apart", () => {
    const ids = ["", "lab"].flatMap((engine) => {
      const source = from(tutorial, engine);
      return topRows(source, grouped(tutorial, usual, english), "", probes).map(({ id }) => id);
    });
    expect(new Set(ids).size).toBe(ids.length);
    const far = containerRow(from(tutorial, "lab"), containerIn(node("app1")));
    expect(far.contextValue).toBe("far.container.running.own.published");
  });
});

describe("groups", () => {
  const labels = (project: string, service: string): object => ({
    Labels: {
      "com.docker.compose.project": project,
      "com.docker.compose.service": service,
      "com.docker.compose.project.config_files": "/p/compose.yaml,/p/compose.override.yaml",
      "com.docker.compose.project.working_dir": "/p",
    },
  });
  const shop = inventoryFrom([
    listed(idOf(1), "shop-web-1", {
      ...mode("shop_default"),
      ...labels("shop", "web"),
      ...networks("shop_default", "back"),
    }),
    listed(idOf(2), "shop-db-1", { ...mode("back"), ...labels("shop", "db"), ...networks("back"), ...exited }),
    listed(idOf(3), "alone", mode("host")),
  ]);
  const below = (options: ViewFilter): string[] => {
    const now = grouped(shop, options, english);
    return topRows(from(shop), now, options.filter, probes).flatMap((row) =>
      row.kind === "group"
        ? [`${row.label}: ${said(groupMembers(from(shop), now, probes, row.key)).join("; ")}`]
        : [row.label],
    );
  };

  it("are Compose projects, with what is in none beside them", () => {
    expect(below(usual)).toEqual(["shop: web|back", "alone", "1 stopped: show"]);
    expect(below({ ...usual, stopped: true })).toEqual(["shop: db|exited (1)  back; web|back", "alone"]);
  });

  it("are network modes, networks, or none", () => {
    expect(below({ ...usual, grouping: "mode" })).toEqual([
      "host: alone|",
      "own namespace: shop-web-1|shop, back",
      "1 stopped: show",
    ]);
    expect(below({ ...usual, grouping: "network" })).toEqual([
      "back: shop-web-1|shop",
      "host: alone|",
      "shop_default: shop-web-1|back",
      "1 stopped: show",
    ]);
    expect(below({ ...usual, grouping: "flat" })).toEqual(["alone", "shop-web-1", "1 stopped: show"]);
    const modes = inventoryFrom([
      listed(idOf(1), "z", mode("host")),
      listed(idOf(2), "b", mode("none")),
      listed(idOf(3), "a", mode(`container:${idOf(2)}`)),
    ]);
    const byMode = grouped(modes, { ...usual, grouping: "mode" }, english).groups;
    expect(byMode.map(({ key }) => key)).toEqual(["host", "container", "none"]);
    const ids = ["back", "shop_default"].map(
      (key) => groupMembers(from(shop), grouped(shop, { ...usual, grouping: "network" }, english), probes, key)[0]?.id,
    );
    expect(new Set(ids).size).toBe(2);
  });

  it("leave out what the filter's words do not fit", () => {
    expect(below({ ...usual, filter: "SHOP back" })).toEqual(["shop: web|back", "1 stopped: show"]);
    expect(below({ ...usual, filter: "web" })).toEqual(["shop: web|back"]);
    expect(below({ ...usual, filter: "host" })).toEqual(["alone"]);
    expect(below({ ...usual, filter: "nothing like it" })).toEqual([]);
  });

  it("say where the files are that they were made from", () => {
    expect(shop.containers.get(idOf(1))).toMatchObject({
      composeFiles: ["/p/compose.yaml", "/p/compose.override.yaml"],
      composeFolder: "/p",
    });
  });
});

describe("networks and services", () => {
  const network = {
    Id: "n1",
    Name: "bridge",
    Driver: "bridge",
    Scope: "local",
    IPAM: { Config: [{ Subnet: "172.17.0.0/16", Gateway: "172.17.0.1" }] },
  };

  it("show a network with its subnet, gateway and containers", () => {
    const inventory = inventoryFrom(
      [listed(idOf(1), "app1", { ...mode("default"), ...bridge("172.17.0.2") })],
      [network],
    );
    expect(said(networkListRows(from(inventory)))).toEqual(["bridge|1 container  172.17.0.0/16  gateway 172.17.0.1"]);
    const filtered = (filter: string): number => networkListRows(from(inventory), filter).length;
    // By its own name and subnet, or by a container in it.
    expect(["BRIDGE 172.17.0.0", "app1", "172.17.0.2", "app1 other", "host"].map(filtered)).toEqual([1, 1, 1, 0, 0]);
    expect(said(networkMemberRows(from(inventory), "n1"))).toEqual([
      "app1|172.17.0.2/16  gateway 172.17.0.1  02:42:ac:11:00:02",
    ]);
  });

  it("show in each of two networks of one name its own containers", () => {
    const inNetwork = (id: string) => ({
      NetworkSettings: { Networks: { bridge: { NetworkID: id, IPAddress: `10.0.0.${id.slice(1)}` } } },
    });
    const inventory = inventoryFrom(
      [listed(idOf(1), "app1", inNetwork("n1")), listed(idOf(2), "app2", inNetwork("n2"))],
      [network, { ...network, Id: "n2" }],
    );
    expect(said(networkMemberRows(from(inventory), "n1"))).toEqual(["app1|10.0.0.1"]);
    expect(said(networkMemberRows(from(inventory), "n2"))).toEqual(["app2|10.0.0.2"]);
  });

  it("are found among the containers once, however many networks there are", () => {
    const many = Array.from({ length: 300 }, (_, index) => index);
    const inventory = inventoryFrom(
      many.map((index) => listed(idOf(index), `app${index}`, networks(`net${index}`))),
      many.map((index) => ({ ...network, Id: `n${index}`, Name: `net${index}` })),
    );
    const values = vi.spyOn(inventory.containers, "values");
    const rows = networkListRows(from(inventory));
    expect(rows.filter(({ description }) => description.startsWith("1 container"))).toHaveLength(300);
    for (const { network: id } of rows) expect(networkMemberRows(from(inventory), id)).toHaveLength(1);
    expect(values).toHaveBeenCalledTimes(1);
  });

  it("show a service with the mode of its ports and the nodes of its tasks", () => {
    const task = { serviceId: "s1", slot: 1, state: "running", error: "", nodeId: "n", node: "alpha" };
    const ports = [
      { published: 8080, target: 80, protocol: "tcp", mode: "ingress" },
      { published: 53, target: 53, protocol: "udp", mode: "host" },
    ] as const;
    const inventory = withServices(inventoryFrom([]), [
      { id: "s1", name: "web", replicas: 2, ports, tasks: [{ id: "t1", ...task }] },
    ]);
    expect(said(serviceRows(from(inventory), ""))).toEqual(["web|1/2  8080->80 ingress  53->53/udp host"]);
    expect(serviceRows(from(inventory), "other")).toEqual([]);
    expect(said(serviceDetailRows(from(inventory), "s1"))).toEqual([
      "8080 -> 80/tcp|on every node (ingress)",
      "53 -> 53/udp|on the nodes of its tasks (host)",
      "web.1|running  on alpha",
    ]);
  });
});
