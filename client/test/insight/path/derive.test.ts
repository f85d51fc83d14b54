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
    engine: { desktop: false, rootless: false, udpAnswers: "from-nearest-address" },
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
  const answeredOn = (isInternal: boolean): unknown => {
    const bridge = { Driver: "bridge", Scope: "local" };
    const inventory = inventoryFrom(
      [inBoth("web", 2), inBoth("db", 3)],
      [
        { Id: network, Name: "app", ...bridge },
        { Id: back, Name: "back", Internal: isInternal, EnableIPv6: true, ...bridge },
      ],
    );
    const target = { host: "db", port: 5432, protocol: "tcp" } as const;
    const path = derivePath({ ...snapshot([]), inventory }, { kind: "container", id: ids.web }, target);
    return path.hops.find(({ kind }) => kind === "name")?.finding;
  };

  test("answers each family from the first network that has an address of it", () => {
    const of = { kind: "answered", name: "db", by: "docker" };
    // The internal one comes last, and is the only one with IPv6.
    expect(answeredOn(true)).toEqual({ ...of, addresses: ["fd00:1::3", "10.0.0.3"] });
    // The one with both families comes first.
    expect(answeredOn(false)).toEqual({ ...of, addresses: ["fd00:1::3", "10.0.1.3"] });
  });
});
