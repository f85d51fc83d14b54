import { describe, expect, it, vi } from "vitest";
import type { EngineFaultKind } from "../../src/docker/fault";
import type { EngineSession } from "../../src/docker/inventory/engineSet";
import { inventoryFrom, type Inventory } from "../../src/docker/inventory/inventory";
import type { ContainerProbe } from "../../src/insight/containerProbe";
import { type Grouping, grouped } from "../../src/insight/grouping";
import { hostPorts } from "../../src/insight/hostPorts";
import { portProblems } from "../../src/insight/portProblems";
import { whoHasPort } from "../../src/insight/port/whoHasPort";
import type { Problem } from "../../src/insight/problems";
import { remedies } from "../../src/insight/remedies";
import type { ListeningSocket } from "../../src/netns/model";
import { ContainerProbes } from "../../src/monitor/containerProbes";
import { foreignMachine } from "../../src/netns/read/machine";
import { thisProcessTable } from "../../src/netns/read/socketOwners";
import { containerFacts } from "../../src/views/trees/containerFacts";
import { containerRow, detailRows, type RowSource } from "../../src/views/trees/containerRows";
import { engineMessageRows, engineRow, noMatchRow } from "../../src/views/trees/engineRows";
import { groupMembers, topRows } from "../../src/views/trees/groupRows";
import { editorRows, hostPortFacts, hostPortRows } from "../../src/views/trees/hostPortRows";
import { networkListRows, networkMemberRows } from "../../src/views/trees/networkRows";
import { problemParts } from "../../src/views/trees/problemRows";
import type { Row } from "../../src/views/trees/row";
import { serviceDetailRows, swarmRow } from "../../src/views/trees/swarmRows";
import { linkOf } from "../../src/views/remedyLinks";
import { portPicks } from "../../src/commands/view/portPicks";
import { idOf, listed } from "../docker/fakeEngine";
import { englishIn, pseudo } from "../pseudoLanguage";

vi.mock("vscode", () => ({}));

const data =
  "app1 app2 app3 sidecar job old shop-api shop api front back nginx alpine sshd node agent far lost linux amd64 one macvlan swarm pending failed ac";
const mode = (name: string): object => ({ HostConfig: { NetworkMode: name } });
const on = (name: string, id: string, address: string): object => ({
  NetworkSettings: {
    Networks: {
      [name]: {
        NetworkID: id,
        IPAddress: address,
        IPPrefixLen: 16,
        Gateway: "172.17.0.1",
        MacAddress: "02:42:ac:11:00:02",
      },
    },
  },
});
const Ports = [1, 2, 3, 4, 5].flatMap((port) => [
  { IP: "0.0.0.0", PrivatePort: port, PublicPort: 2000 + port, Type: "tcp" },
  { IP: "127.0.0.1", PrivatePort: port, PublicPort: 3000 + port, Type: "udp" },
]);
const Labels = { "com.docker.compose.project": "shop", "com.docker.compose.service": "api" };
const exited = { State: "exited", Status: "Exited (1) 2 seconds ago" };
const inventory: Inventory = {
  ...inventoryFrom(
    [
      listed(idOf(1), "app1", { ...mode("front"), ...on("front", "f".repeat(64), "172.17.0.2"), Ports }),
      listed(idOf(2), "app2", mode("host")),
      listed(idOf(3), "app3", { ...mode("host"), ...exited }),
      listed(idOf(4), "sidecar", mode(`container:${idOf(1)}`)),
      listed(idOf(5), "job", { ...mode("none"), State: "paused", Status: "Up 2 minutes (Paused)" }),
      listed(idOf(6), "old", { ...mode("default"), ...exited }),
      listed(idOf(7), "shop-api-1", { ...mode("front"), Labels, Status: "Up 2 minutes (unhealthy)" }),
      listed(idOf(8), "lost", { HostConfig: undefined }),
    ],
    [
      {
        Id: "f".repeat(64),
        Name: "front",
        Driver: "bridge",
        Scope: "local",
        IPAM: { Config: [{ Subnet: "172.17.0.0/16" }] },
      },
      { Id: "b".repeat(64), Name: "back", Driver: "macvlan", Scope: "swarm", Internal: true, EnableIPv6: true },
    ],
  ),
  leaderless: true,
  services: [
    {
      ...{ id: "s", name: "agent", replicas: 3 },
      ports: (["ingress", "host"] as const).map((each) => ({ published: 80, target: 80, protocol: "tcp", mode: each })),
      tasks: ["running", "pending", "failed"].map((state, at) => ({
        ...{ id: `t${at}`, serviceId: "s", slot: at, error: "", nodeId: "n", node: "one", state },
      })),
    },
  ],
};
const source: RowSource = { engine: "far", inventory, l10n: pseudo };
const sockets: ListeningSocket[] = [
  { protocol: "tcp", family: "inet", address: "0.0.0.0", port: 22, owner: { program: "sshd", pid: 7, containers: [] } },
  {
    protocol: "tcp",
    family: "inet",
    address: "127.0.0.1",
    port: 80,
    owner: { program: "node", pid: 8, containers: [] },
  },
  { protocol: "tcp", family: "inet6", address: "::", port: 81, owner: { program: "nginx", containers: [idOf(2)] } },
  { protocol: "udp", family: "inet", address: "192.0.2.1", port: 53 },
];
const problems: readonly Problem[] = [
  { kind: "nothing-listens", port: 1, protocol: "tcp" },
  { kind: "dead-namespace", owner: "app1", how: "restarted" },
];
const probe: ContainerProbe = {
  ...{ startedAt: 1, listening: sockets, problems, networks: [], calls: [], young: false },
};

/** What stands on a line, in its tooltip where that is a text, and what is read out. */
const said = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ label, description, spoken }) => [label, description, spoken]);

describe("in another language nothing is said in English", () => {
  it("on the lines of containers, of groups and of what stands below them", () => {
    const probes = new ContainerProbes(foreignMachine, thisProcessTable, { debug: () => undefined });
    const groupings: Record<Grouping, true> = { project: true, mode: true, network: true, flat: true };
    const views = (Object.keys(groupings) as Grouping[]).flatMap((grouping) =>
      [true, false].map((stopped) => grouped(inventory, { grouping, filter: "", stopped }, pseudo)),
    );
    const rows = views.flatMap((view) => [
      ...topRows(source, view, "", probes),
      ...view.groups.flatMap(({ key }) => groupMembers(source, view, probes, key)),
    ]);
    const containers = [...inventory.containers.values()];
    const changing = new Map(containers.map(({ id }) => [id, pseudo.t("stopping")]));
    const all = [
      ...rows,
      ...containers.flatMap((each) => [
        containerRow(source, each, probe),
        containerRow({ ...source, changing }, each),
        ...detailRows(source, each, probe),
      ]),
    ];
    const facts = containers.flatMap((each) => containerFacts(inventory, each, probe, pseudo));
    const tooltips = containers.flatMap((each) =>
      problemParts("", each, problems, pseudo).flatMap((part) =>
        typeof part === "string" ? [part] : part.map(({ title }) => title),
      ),
    );
    expect(englishIn([...said(all), ...facts, ...tooltips], `${data} AM PM`)).toEqual([]);
    expect(new Set(said(all)).size).toBeGreaterThan(60);
  });

  it("on the lines of networks and of a swarm", () => {
    const networks = networkListRows(source);
    const members = [...inventory.networks.keys()].flatMap((id) => networkMemberRows(source, id));
    const swarm = [...swarmRow(source, ""), ...serviceDetailRows(source, "s")];
    expect(englishIn(said([...networks, ...members, ...swarm]), data)).toEqual([]);
  });

  it("on the lines of engines", () => {
    const kinds: Record<EngineFaultKind, true> = {
      ...{
        "not-installed": true,
        "not-running": true,
        permission: true,
        unreachable: true,
        tls: true,
        "host-key": true,
      },
      ...{ ssh: true, timeout: true, "api-too-old": true, "bad-endpoint": true, "unsupported-endpoint": true },
      ...{ "container-gone": true, "container-not-running": true, forbidden: true, "engine-error": true },
      ...{ "bad-answer": true, cancelled: true },
    };
    const facts = {
      product: "docker",
      version: "28.5.2",
      desktop: true,
      rootless: true,
      usernsRemap: true,
      os: "linux",
    };
    const engine = { endpoint: { source: "default", address: "unix:///s" } };
    const statuses = [
      ...[{ kind: "idle" }, { kind: "connecting" }],
      ...["manager", "worker", "none"].map((swarm) => ({ kind: "ready", engine, facts: { ...facts, swarm } })),
      ...Object.keys(kinds).map((kind) => ({ kind: "fault", fault: { kind, detail: "far", endpoint: "unix:///s" } })),
    ];
    const rows = statuses.flatMap((status) =>
      ["", "far"].flatMap((key) => {
        const session = { key, live: { status, inventory } } as unknown as EngineSession;
        return [engineRow(session, pseudo), ...engineMessageRows(session, pseudo), noMatchRow(key, "app1", pseudo)];
      }),
    );
    expect(englishIn(said(rows), `${data} unix s TLS ssh Desktop rootless`)).toEqual([]);
  });

  it("of ports of the host", () => {
    const losers = [{ container: [...inventory.containers.values()][0] ?? expect.fail("none"), port: 22 }];
    const read = [sockets, undefined].map((seen) => hostPorts(inventory, seen, losers));
    const ofEditor = new Set([8]);
    const rows = read.flatMap((ports) => {
      const from = { engine: "far", ports, ofEditor, l10n: pseudo };
      const problemsOf = (port: (typeof ports)[number]) => portProblems(inventory, port, () => problems);
      const lines = hostPortRows({ ...from, problemsOf });
      return [...lines, ...editorRows(from), ...lines.flatMap((line) => hostPortFacts(line, pseudo))];
    });
    const documents = [22, 53, 80, 81, 2001, 9999].flatMap((port) =>
      read.flatMap((ports) => {
        const seen = ports === read[0] ? sockets : undefined;
        const { title, sentences } = whoHasPort(port, { ports, sockets: seen, ofEditor }, pseudo);
        return [title, ...sentences];
      }),
    );
    const session = { key: "", live: { status: { kind: "idle" }, inventory } } as unknown as EngineSession;
    const picks = ["", "22", "2000-2010", "99999", "9999", "x", "20"].flatMap((typed) =>
      read.flatMap((ports, at) =>
        portPicks([{ session, engine: "far", ports, isHostRead: at === 0 }], typed, pseudo).flatMap(
          ({ label, description, detail }) => [label.replace(/\$\([\w-]+\)/gu, ""), description, detail],
        ),
      ),
    );
    expect(englishIn([...said(rows), ...documents, ...picks], `${data} x`)).toEqual([]);
  });

  it("of what can be done about a problem", () => {
    const titles = remedies.map((remedy) => linkOf(remedy, pseudo).title);
    expect(englishIn(titles, data)).toEqual([]);
  });
});
