import { expect, it } from "vitest";
import { planFrom } from "../../src/docker/api/containerPlan";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { containerTable } from "../../src/insight/containerTable";
import { explainLine } from "../../src/insight/explainLine";
import { namespaceTable } from "../../src/insight/namespaceTable";
import type { Side } from "../../src/insight/readSubjects";
import { cellAt } from "../../src/insight/textTable";
import type { ListeningSocket, Namespace, Route } from "../../src/netns/model";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";
import { appText, hostText, lo, namespace } from "./namespaceSamples";

const networks = (names: Record<string, [string, string]>): object => ({
  NetworkSettings: {
    Networks: Object.fromEntries(
      Object.entries(names).map(([name, [IPAddress, NetworkID]]) => [name, { IPAddress, IPPrefixLen: 16, NetworkID }]),
    ),
  },
});
const inventory = inventoryFrom([
  listed(idOf(1), "app1", {
    ...networks({ shop: ["172.17.0.2", `0123456789ab${"0".repeat(52)}`], back: ["172.18.0.2", ""] }),
    HostConfig: { NetworkMode: "shop" },
    Ports: [{ IP: "0.0.0.0", PublicPort: 2000, PrivatePort: 80, Type: "tcp" }],
  }),
  listed(idOf(2), "app2", { HostConfig: { NetworkMode: "host" } }),
  listed(idOf(3), "side", { HostConfig: { NetworkMode: `container:${idOf(1)}` } }),
  listed(idOf(4), "alone", { HostConfig: { NetworkMode: "none" } }),
  listed(idOf(5), "old", { HostConfig: { NetworkMode: "shop" } }),
]);
const side = (name: string, held: Namespace | undefined, more: Partial<Side> = {}): Side => {
  const container = [...inventory.containers.values()].find((each) => each.name === name);
  const owner = name === "side" ? app() : name === "app1" ? container : undefined;
  const subject =
    container === undefined ? ({ kind: "host" } as const) : { kind: "container" as const, id: container.id };
  return { subject, name, container, namespace: held, usesHost: name === "app2", orphaned: false, owner, ...more };
};
const app = (): Side["owner"] => inventory.containers.get(idOf(1));
const socket = (port: number, address = "0.0.0.0", owner?: ListeningSocket["owner"]): ListeningSocket => ({
  ...{ protocol: "tcp", family: address.includes(":") ? "inet6" : "inet", address, port },
  ...(owner === undefined ? {} : { owner }),
});
const gateway = (device: string, via: string): Route => ({
  ...{ family: "inet", destination: "default", gateway: via, device, flags: [] },
});

const second = `44: eth1@if45: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
    inet 172.18.0.2/16 scope global eth1
    inet6 fe80::44/64 scope link
`;
const host: Namespace = {
  ...namespace(`${hostText}50: br-0123456789ab: <UP> mtu 1500
    inet 172.18.0.1/16 scope global br-0123456789ab
`),
  routes: [gateway("eth0", "192.0.2.1")],
  sockets: [
    socket(22, "0.0.0.0", { program: "sshd", containers: [] }),
    socket(22, "::", { program: "sshd", containers: [] }),
    socket(80, "0.0.0.0", { program: "nginx", containers: [idOf(2)] }),
    socket(2000, "0.0.0.0", { program: "docker-proxy", containers: [] }),
  ],
};
const app1: Namespace = {
  ...namespace(appText + second),
  routes: [gateway("eth0", "172.17.0.1")],
  sockets: [socket(80), socket(80, "::"), socket(9000, "127.0.0.1"), socket(40_000, "127.0.0.11")],
};
const alone: Namespace = { ...namespace(lo), sockets: [] };
const fault = { kind: "stopped", container: "old", exitCode: 1, plan: planFrom({}) } as const;
const sides = [
  side("host", host),
  side("app1", app1),
  side("app2", host),
  side("side", app1),
  side("alone", alone),
  side("old", undefined, { fault }),
];

it("has a row for each container: mode, addresses, gateway, published ports and what listens", () => {
  expect(containerTable(sides, inventory, english).map(({ text }) => text)).toEqual([
    "container │ network mode   │ address               │ gateway    │ published │ listens",
    "──────────┼────────────────┼───────────────────────┼────────────┼───────────┼───────────────────",
    "host      │                │ eth0 192.0.2.2/24     │ 192.0.2.1  │           │ 22/tcp sshd",
    "          │                │ docker0 172.17.0.1/16 │            │           │",
    "app1      │ shop           │ eth0 172.17.0.2/16    │ 172.17.0.1 │ 2000->80  │ 80/tcp",
    "          │ back           │ eth1 172.18.0.2/16    │            │           │ 127.0.0.1:9000/tcp",
    "app2      │ host           │ = host                │            │           │ 80/tcp nginx",
    "side      │ container:app1 │ = app1                │            │           │ = app1",
    "alone     │ none           │ loopback only         │            │           │",
    "old       │ shop           │ not read              │            │           │",
    "",
    "# old: old is not running (exit code 1). A stopped container has no network namespace: start it, then compare.",
  ]);
});

it("points to the container that the others joined, also where that stands further down", () => {
  const rows = containerTable([side("side", app1), side("app1", app1)], inventory, english).map(({ text }) => text);
  expect(rows[2]).toMatch(/^side +│ container:app1 │ = app1 /u);
  expect(rows[3]).toMatch(/^app1 +│ shop +│ eth0 172/u);
});

it("knows what its cells are about", () => {
  const [, , , , line = { text: "" }, next = { text: "" }] = containerTable(sides, inventory, english);
  const cell = cellAt(line, line.text.indexOf("172.17.0.2/16"));
  expect([cell?.side?.name, cell?.entry?.name, cell?.address?.address]).toEqual(["app1", "eth0", "172.17.0.2"]);
  const loopback = cellAt(next, next.text.indexOf("127.0.0.1:9000"));
  const context = { name: "app1", usesHost: false, others: [], namespace: app1 };
  expect(explainLine(loopback ?? next, "127.0.0.1:9000/tcp", context, english)[0]).toMatch(
    /^It listens on loopback only/u,
  );
});

it("counts ports beyond a handful", () => {
  const many = { ...alone, sockets: Array.from({ length: 30 }, (_, at) => socket(8000 + at)) };
  const texts = containerTable([side("alone", many)], inventory, english).map(({ text }) => text);
  expect(texts).toHaveLength(2 + 8);
  expect(texts.at(-1)).toMatch(/and 23 more$/u);
});

it("beside it the table of interfaces says whose pair and which network's bridge each is", () => {
  const names = namespaceTable(sides, english).map(({ text }) => text.split("│")[0]?.trim());
  expect(names).toContain("veth1 (app1)");
  expect(names).toContain("br-0123456789ab (shop)");
});
