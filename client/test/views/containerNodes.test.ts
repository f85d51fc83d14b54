import { describe, expect, it } from "vitest";
import { inventoryFrom, type Inventory } from "../../src/docker/inventory";
import { addressesOf } from "../../src/insight/summary";
import { containerNodes, detailNodes, type ContainerNode } from "../../src/views/containerNodes";
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

const nodes = (inventory: Inventory): ContainerNode[] => containerNodes(inventory, english);
const node = (name: string): ContainerNode => {
  const found = nodes(tutorial).find(({ label }) => label === name);
  if (found === undefined) throw new Error(`${name} is not shown`);
  return found;
};
const details = (name: string): string[] =>
  detailNodes(tutorial, node(name).container, english).map(({ label, description }) => `${label}|${description}`);

describe("the tree of containers", () => {
  it("shows what runs, and what exited in host mode, by name", () => {
    expect(nodes(tutorial).map(({ label, description }) => `${label}|${description}`)).toEqual([
      "app1|bridge 172.17.0.2  2000->80",
      "app2|host",
      "app3|host  exited (1)",
      "job|none  paused",
      "sidecar|shares app1's network",
    ]);
  });

  it("shows networks and ports below a container", () => {
    expect(details("app1")).toEqual([
      "bridge|172.17.0.2/16  gateway 172.17.0.1  02:42:ac:11:00:02",
      "0.0.0.0:2000 -> 80/tcp|",
      "[::]:2000 -> 80/tcp|",
    ]);
    expect(details("app2")).toEqual(["host|the host's own interfaces and ports; no address of its own"]);
    expect(details("sidecar")).toEqual(["shared|the network namespace of app1"]);
  });

  it("tells mode and state by icon, by context value and to screen readers", () => {
    expect(node("app1")).toMatchObject({ icon: "plug", contextValue: "container.running.own" });
    expect(node("app2")).toMatchObject({ icon: "globe", contextValue: "container.running.host" });
    expect(node("app3")).toMatchObject({ icon: "error", contextValue: "container.stopped.host" });
    expect(node("app3").spoken).toBe("Container app3, exited (1), network mode host");
  });

  it("keeps its ids when states change, and has each once", () => {
    const later = inventoryFrom([listed(idOf(2), "app2-renamed", { ...mode("host"), ...exited })]);
    expect(nodes(later)[0]?.id).toBe(node("app2").id);
    const all = nodes(tutorial).flatMap((shown) => [shown, ...detailNodes(tutorial, shown.container, english)]);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it("counts what is too much for one line", () => {
    const Ports = [1, 2, 3, 4, 5].map((port) => ({ IP: "", PrivatePort: port, PublicPort: port, Type: "udp" }));
    const many = inventoryFrom([listed(idOf(1), "many", { ...bridge("172.17.0.9"), Ports })]);
    expect(nodes(many)[0]?.description).toBe("bridge 172.17.0.9  1->1/udp 2->2/udp 3->3/udp and 2 more");
  });

  it("copies addresses of those that have their own", () => {
    expect(addressesOf(node("app1").container)).toEqual([{ network: "bridge", address: "172.17.0.2" }]);
    expect(addressesOf(node("app2").container)).toEqual([]);
  });

  it("shows hostile names inert", () => {
    const hostile = "/\u202eevil\u001b[2J\n[x](command:y)";
    const [shown] = nodes(inventoryFrom([listed(idOf(1), "x", { Names: [hostile] })]));
    expect(shown?.label).toBe("evil [x](command:y)");
  });
});
