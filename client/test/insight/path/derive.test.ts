import { describe, expect, test } from "vitest";
import { inventoryFrom } from "../../../src/docker/inventory/inventory";
import { derivePath } from "../../../src/insight/path/derive";
import type { PathSnapshot, PlaceReading } from "../../../src/insight/path/model";
import { answerOf } from "../../../src/insight/path/pathText";
import type { ListeningSocket, Namespace } from "../../../src/netns/model";
import { english } from "../../english";

const ids = { web: "a".repeat(64), db: "b".repeat(64) };
const network = "c".repeat(64);

const container = (name: keyof typeof ids, address: string): object => ({
  ...{ Id: ids[name], Names: [`/${name}`], State: "running", HostConfig: { NetworkMode: "app" } },
  NetworkSettings: {
    Networks: { app: { NetworkID: network, IPAddress: address, IPPrefixLen: 24, Gateway: "10.0.0.1" } },
  },
});

const namespace = (device: string, address: string, sockets: ListeningSocket[]): Namespace => ({
  interfaces: [
    { name: "lo", addresses: [{ family: "inet", address: "127.0.0.1", prefix: 8, flags: [] }] },
    { name: device, addresses: [{ family: "inet", address, prefix: 24, flags: [] }] },
  ],
  routes: [{ family: "inet", destination: "10.0.0.0/24", device, flags: [] }],
  sockets,
  ...{ knownFields: new Set(), ways: ["proc"], texts: new Map() },
});

const tcp = (address: string, port: number): ListeningSocket => ({ protocol: "tcp", family: "inet", address, port });

/** Two containers on one network, as a user of the docker group reads them: without the rules of the firewall. */
function snapshot(sockets: ListeningSocket[]): PathSnapshot {
  const read = (address: string, found: ListeningSocket[]): PlaceReading => ({
    namespace: namespace("eth0", address, found),
    hosts: [],
    dns: { servers: ["127.0.0.11"], search: [], options: [] },
  });
  return {
    inventory: inventoryFrom(
      [container("web", "10.0.0.2"), container("db", "10.0.0.3")],
      [{ Id: network, Name: "app", Driver: "bridge", Scope: "local" }],
    ),
    engine: { desktop: false, rootless: false, udpAnswers: "from-nearest-address", names: "by-family" },
    host: { namespace: namespace(`br-${network.slice(0, 12)}`, "10.0.0.1", []) },
    containers: new Map([
      [ids.web, read("10.0.0.2", [])],
      [ids.db, read("10.0.0.3", sockets)],
    ]),
    firewall: { unread: "not-root" },
    forwarding: { inet: true, inet6: false, bridged: { inet: true, inet6: true } },
  };
}

const fromWeb = (host: string, sockets: ListeningSocket[], of = snapshot(sockets)) => {
  const path = derivePath(of, { kind: "container", id: ids.web }, { host, port: 5432, protocol: "tcp" });
  return { state: path.state, sentence: answerOf(path, english).sentence };
};

describe("what could not be read", () => {
  test("is said as unknown, and is never taken for open", () => {
    expect(fromWeb("db", [tcp("0.0.0.0", 5432)])).toEqual({
      state: "unknown",
      sentence: "Whether db:5432 can be reached is not known. Only root may read the host's firewall.",
    });
  });

  test("does not hide what is closed behind it", () => {
    expect(fromWeb("db", [tcp("127.0.0.1", 5432)])).toEqual({
      state: "closed",
      sentence: expect.stringContaining("Its program listens on 127.0.0.1 alone") as string,
    });
  });

  test("does not matter where no packet comes by it", () => {
    const all = snapshot([tcp("0.0.0.0", 5432)]);
    const bridged = { inet: false, inet6: false };
    const unseen = { ...all, forwarding: { inet: true, inet6: false, bridged } };
    expect(fromWeb("db", [], unseen)).toEqual({ state: "open", sentence: "db:5432 can be reached." });
  });

  test("of a name is who else may know it", () => {
    expect(fromWeb("db.example.org", []).state).toBe("unknown");
    expect(fromWeb("host.docker.internal", []).state).toBe("closed");
  });

  test("of a namespace is unknown too", () => {
    const all = snapshot([]);
    const without = { ...all, containers: new Map([...all.containers, [ids.db, { refusal: "refused" }]]) };
    const unseen = { ...without, forwarding: { inet: true, inet6: false, bridged: { inet: false, inet6: false } } };
    expect(fromWeb("10.0.0.3", [], unseen)).toEqual({
      state: "unknown",
      sentence: "Whether 10.0.0.3:5432 can be reached is not known. The network namespace of db could not be read.",
    });
  });
});

test("an address that nobody on the network has is closed, and so is one without a route", () => {
  expect(fromWeb("10.0.0.9", []).state).toBe("closed");
  expect(fromWeb("203.0.113.1", [])).toEqual({
    state: "closed",
    sentence: "203.0.113.1:5432 cannot be reached. There is no route to 203.0.113.1.",
  });
});

describe("Docker's name server", () => {
  const back = "d".repeat(64);
  const inBoth = (name: keyof typeof ids, number: number): object => ({
    ...{ Id: ids[name], Names: [`/${name}`], State: "running", HostConfig: { NetworkMode: "app" } },
    NetworkSettings: {
      Networks: {
        app: { NetworkID: network, IPAddress: `10.0.0.${number}`, IPPrefixLen: 24 },
        back: {
          ...{ NetworkID: back, IPAddress: `10.0.1.${number}`, IPPrefixLen: 24 },
          ...{ GlobalIPv6Address: `fd00:1::${number}`, GlobalIPv6PrefixLen: 64 },
        },
      },
    },
  });
  const withBoth = (number: number, sockets: ListeningSocket[]): PlaceReading => {
    const own = namespace("eth0", `10.0.0.${number}`, sockets);
    const inet6 = { family: "inet6", prefix: 64, flags: [] } as const;
    return {
      namespace: {
        ...own,
        interfaces: [...own.interfaces, { name: "eth1", addresses: [{ ...inet6, address: `fd00:1::${number}` }] }],
        routes: [...(own.routes ?? []), { family: "inet6", destination: "fd00:1::/64", device: "eth1", flags: [] }],
      },
      hosts: [],
      dns: { servers: ["127.0.0.11"], search: [], options: [] },
    };
  };
  const called = (isInternal: boolean, names: PathSnapshot["engine"]["names"]) => {
    const bridge = { Driver: "bridge", Scope: "local" };
    const inventory = inventoryFrom(
      [inBoth("web", 2), inBoth("db", 3)],
      [
        { Id: network, Name: "app", ...bridge },
        { Id: back, Name: "back", Internal: isInternal, EnableIPv6: true, ...bridge },
      ],
    );
    const target = { host: "db", port: 5432, protocol: "tcp" } as const;
    const of = snapshot([]);
    // db listens at its IPv6 address alone.
    const containers = new Map([
      [ids.web, withBoth(2, [])],
      [ids.db, withBoth(3, [{ protocol: "tcp", family: "inet6", address: "fd00:1::3", port: 5432 }])],
    ]);
    const firewall = { inet: new Map(), inet6: new Map(), otherTables: [] };
    const at: PathSnapshot = { ...of, inventory, containers, firewall, engine: { ...of.engine, names } };
    const { state, decisive, hops } = derivePath(at, { kind: "container", id: ids.web }, target);
    return { state, decisive: decisive.finding, name: hops.find(({ kind }) => kind === "name")?.finding };
  };
  const of = { kind: "answered", name: "db", by: "docker" };

  test("of old engines answers each family from the first network that has an address of it", () => {
    // The internal one comes last, and is the only one with IPv6.
    const last = called(true, "by-family");
    expect([last.state, last.name]).toEqual(["open", { ...of, addresses: ["fd00:1::3", "10.0.0.3"] }]);
    // The one with both families comes first.
    expect(called(false, "by-family").name).toEqual({ ...of, addresses: ["fd00:1::3", "10.0.1.3"] });
  });

  test("of new ones answers from the first network that has the name", () => {
    const last = called(true, "by-network");
    expect([last.state, last.name]).toEqual(["closed", { ...of, addresses: ["10.0.0.3"] }]);
    expect(called(false, "by-network").name).toEqual({ ...of, addresses: ["fd00:1::3", "10.0.1.3"] });
  });

  test("of others may answer more, and what would be open there alone is not known", () => {
    const decisive = { kind: "answered-by-some", name: "db", addresses: ["fd00:1::3"] };
    expect(called(true, undefined)).toMatchObject({ state: "unknown", decisive });
    expect(called(false, undefined).name).toEqual({ ...of, addresses: ["fd00:1::3", "10.0.1.3"] });
  });
});
