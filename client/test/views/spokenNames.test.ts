import { describe, expect, it } from "vitest";
import { inventoryFrom, withServices } from "../../src/docker/inventory/inventory";
import { grouped, groupings, type Grouping } from "../../src/insight/grouping";
import { hostPorts } from "../../src/insight/hostPorts";
import type { ContainerProbe } from "../../src/insight/containerProbe";
import { containerRow, detailRows } from "../../src/views/trees/containerRows";
import { groupMembers, topRows } from "../../src/views/trees/groupRows";
import { hostPortFacts, hostPortRows } from "../../src/views/trees/hostPortRows";
import { networkListRows, networkMemberRows } from "../../src/views/trees/networkRows";
import type { Row } from "../../src/views/trees/row";
import { serviceDetailRows, serviceRows } from "../../src/views/trees/swarmRows";
import { ContainerProbes } from "../../src/monitor/containerProbes";
import { foreignMachine } from "../../src/netns/read/machine";
import { thisProcessTable } from "../../src/netns/read/socketOwners";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";

const labels = (service: string): object => ({
  Labels: { "com.docker.compose.project": "shop", "com.docker.compose.service": service },
});
const inNetworks = (addresses: Record<string, string>): object => ({
  NetworkSettings: {
    Networks: Object.fromEntries(
      Object.entries(addresses).map(([name, IPAddress]) => [
        name,
        { NetworkID: name, IPAddress, IPPrefixLen: 16, Gateway: "172.18.0.1", MacAddress: "02:42:ac:12:00:02" },
      ]),
    ),
  },
});
const mode = (name: string): object => ({ HostConfig: { NetworkMode: name } });
const own = (addresses: Record<string, string>): object => ({ ...mode("shop_default"), ...inNetworks(addresses) });
const ports = ["0.0.0.0", "::"].map((IP) => ({ IP, PrivatePort: 80, PublicPort: 2000, Type: "tcp" }));
const network = (Id: string): object => ({
  Id,
  Name: Id,
  Driver: "bridge",
  Scope: "local",
  IPAM: { Config: [{ Subnet: "172.18.0.0/16", Gateway: "172.18.0.1" }] },
});

const inventory = withServices(
  inventoryFrom(
    [
      listed(idOf(1), "shop-web-1", {
        ...own({ shop_default: "172.18.0.2", shop_back: "172.19.0.2" }),
        ...labels("web"),
        Ports: ports,
      }),
      listed(idOf(2), "shop-web-2", {
        ...own({ shop_default: "172.18.0.3" }),
        ...labels("web"),
        Status: "Up 1 s (unhealthy)",
      }),
      listed(idOf(3), "shop-side-1", { ...mode(`container:${idOf(1)}`), ...labels("side") }),
      listed(idOf(4), "gateway", mode("host")),
      listed(idOf(5), "job", { ...mode("none"), State: "paused", Status: "Up 2 minutes (Paused)" }),
      listed(idOf(6), "old", { ...mode("host"), State: "exited", Status: "Exited (1) 2 seconds ago" }),
    ],
    [network("shop_default"), network("shop_back")],
  ),
  [
    {
      id: "s1",
      name: "queue",
      replicas: 2,
      stack: "shop",
      ports: [{ published: 8080, target: 80, protocol: "tcp", mode: "ingress" }],
      tasks: [
        { id: "t1", serviceId: "s1", slot: 1, state: "failed", error: "no such image", nodeId: "n", node: "alpha" },
      ],
    },
  ],
);
const source = { engine: "", inventory, l10n: english };
const look: ContainerProbe = {
  listening: [
    { protocol: "tcp", family: "inet", address: "0.0.0.0", port: 8000, inode: "1" },
    { protocol: "tcp", family: "inet", address: "127.0.0.1", port: 80, inode: "2" },
  ],
  problems: [{ kind: "loopback-only", port: 80, protocol: "tcp", address: "127.0.0.1" }],
  networks: [],
  young: false,
  calls: [],
};
const probes = new ContainerProbes(foreignMachine, thisProcessTable, { debug: () => undefined });

/** Every kind of line of the three views. */
const rows: readonly (readonly [string, readonly Row[]])[] = [
  ...groupings.map((grouping) => [`containers by ${grouping}`, containersBy(grouping)] as const),
  ["containers that were looked at", groupings.flatMap(lookedAt)],
  ["what is below a container", [...inventory.containers.values()].flatMap((each) => detailRows(source, each, look))],
  ["services and tasks", [...serviceRows(source, ""), ...serviceDetailRows(source, "s1")]],
  ["ports of the host", portRows()],
  ["networks", networkListRows(source).flatMap((row) => [row, ...networkMemberRows(source, row.network)])],
];

function containersBy(grouping: Grouping): readonly Row[] {
  const all = grouped(inventory, { grouping, filter: "", stopped: false }, english);
  return topRows(source, all, "", probes).flatMap((row) =>
    row.kind === "group" ? [row, ...groupMembers(source, all, probes, row.key)] : [row],
  );
}

function lookedAt(grouping: Grouping): readonly Row[] {
  const { groups } = grouped(inventory, { grouping, filter: "", stopped: true }, english);
  return groups.flatMap((group) => group.containers.map((each) => containerRow(source, each, look, group)));
}

function portRows(): readonly Row[] {
  const listening = [
    { protocol: "tcp", family: "inet", address: "192.0.2.1", port: 22, inode: "9" },
    { protocol: "tcp", family: "inet", address: "0.0.0.0", port: 8000, inode: "1" },
  ] as const;
  const found = hostPortRows({ ...source, ports: hostPorts(inventory, listening, []) });
  return found.flatMap((row) => [row, ...hostPortFacts(row, english)]);
}

/** The words of a text, without the marks between them. */
function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\s…]+/u)
    .map((word) => word.replace(/[,:.]$/u, ""))
    .filter((word) => word !== "");
}

describe("what a screen reader says of", () => {
  it.each(rows)("%s has every word of the line in it", (_, lines) => {
    expect(lines.length).toBeGreaterThan(2);
    const missing = lines.flatMap(({ label, description, spoken }) =>
      wordsOf(`${label} ${description}`)
        .filter((word) => !spoken.toLowerCase().includes(word))
        .map((word) => `${word} is not in: ${spoken}`),
    );
    expect(missing).toEqual([]);
  });

  it.each(rows)("%s is read in clauses, not in columns", (_, lines) => {
    expect(lines.filter(({ spoken }) => / {2}|, ,|, $/u.test(spoken)).map(({ spoken }) => spoken)).toEqual([]);
  });

  it("a container below its project names the whole network, not an address as its mode", () => {
    const spoken = containersBy("project").map((row) => row.spoken);
    expect(spoken).toContain("Compose project shop, 3 containers");
    expect(spoken).toContain(
      "Container web, running, publishes 2000->80, network mode shop_default 172.18.0.2, shop_back 172.19.0.2",
    );
    expect(spoken).toContain("Container web 2, running, unhealthy, network mode shop_default 172.18.0.3");
    expect(spoken).toContain("Container side, running, shares web's network");
  });

  it("a container in host mode says its mode and what it listens on, below whatever group", () => {
    const gateway = inventory.containers.get(idOf(4));
    if (gateway === undefined) throw new Error("it is not listed");
    for (const below of [undefined, { grouping: "mode", key: "host" } as const]) {
      const { spoken } = containerRow(source, gateway, { ...look, problems: [] }, below);
      expect(spoken).toBe("Container gateway, running, network mode host, listens on 127.0.0.1:80 :8000");
    }
  });
});
