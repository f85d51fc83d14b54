import { describe, expect, test } from "vitest";
import { inventoryFrom } from "../../../src/docker/inventory/inventory";
import { answerLines } from "../../../src/insight/answer";
import { costAnswer } from "../../../src/insight/cost/costAnswer";
import { costRefusal } from "../../../src/insight/cost/costRefusal";
import { figureOf } from "../../../src/insight/cost/figure";
import { networkToMeasure } from "../../../src/insight/cost/networkToMeasure";
import { wayOf, type CostWay, type PathCost } from "../../../src/insight/cost/pathCost";
import { verdictOf } from "../../../src/insight/cost/verdict";
import { derivePath } from "../../../src/insight/path/derive";
import { parseIptablesSave } from "../../../src/insight/path/firewall/parse";
import type { PathSnapshot, Target } from "../../../src/insight/path/model";
import type { ListeningSocket, Namespace } from "../../../src/netns/model";
import { english } from "../../english";

const id = "a".repeat(64);
const network = "c".repeat(64);
const bridge = `br-${network.slice(0, 12)}`;
const at = (host: string, port: number): Target => ({ host, port, protocol: "tcp" });

const namespace = (device: string, address: string, sockets: readonly ListeningSocket[]): Namespace => ({
  interfaces: [
    { name: "lo", addresses: [{ family: "inet", address: "127.0.0.1", prefix: 8, flags: [] }] },
    { name: device, addresses: [{ family: "inet", address, prefix: 24, flags: [] }] },
  ],
  routes: [{ family: "inet", destination: "10.0.0.0/24", device, flags: [] }],
  sockets,
  ...{ knownFields: new Set(), ways: ["proc"], texts: new Map() },
});

const tcp = (address: string, port: number, program: string): ListeningSocket => ({
  ...{ protocol: "tcp", family: "inet", address, port },
  owner: { program, pid: 1, commandLine: program, containers: [] },
});

/** The rules that Docker makes for a port that is published on loopback and on the bridge, with its proxy switched on. */
const ofDocker = `*nat
:PREROUTING ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
:POSTROUTING ACCEPT [0:0]
:DOCKER - [0:0]
-A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
-A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
-A DOCKER -i ${bridge} -j RETURN
-A DOCKER -d 10.0.0.1/32 ! -i ${bridge} -p tcp -m tcp --dport 32768 -j DNAT --to-destination 10.0.0.2:8000
-A DOCKER -d 127.0.0.1/32 ! -i ${bridge} -p tcp -m tcp --dport 32768 -j DNAT --to-destination 10.0.0.2:8000
COMMIT
*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
COMMIT
`;

/** A container on a bridge, published on loopback and on the host's address there, and a program of the host. */
function snapshot(rules: string | undefined): PathSnapshot {
  const published = (IP: string): object => ({ IP, PrivatePort: 8000, PublicPort: 32768, Type: "tcp" });
  return {
    inventory: inventoryFrom(
      [
        {
          ...{ Id: id, Names: ["/web"], State: "running", HostConfig: { NetworkMode: "app" } },
          NetworkSettings: { Networks: { app: { NetworkID: network, IPAddress: "10.0.0.2", IPPrefixLen: 24 } } },
          Ports: [published("127.0.0.1"), published("10.0.0.1")],
        },
      ],
      [{ Id: network, Name: "app", Driver: "bridge", Scope: "local" }],
    ),
    engine: { desktop: false, rootless: false, udpAnswers: undefined, names: undefined },
    host: {
      namespace: namespace(bridge, "10.0.0.1", [
        tcp("127.0.0.1", 4000, "nc"),
        tcp("127.0.0.1", 32768, "docker-proxy"),
        tcp("10.0.0.1", 32768, "docker-proxy"),
      ]),
    },
    containers: new Map([[id, { namespace: namespace("eth0", "10.0.0.2", [tcp("0.0.0.0", 8000, "nc")]) }]]),
    firewall:
      rules === undefined
        ? { unread: "not-root" }
        : { inet: parseIptablesSave(rules), inet6: parseIptablesSave(""), otherTables: [] },
    forwarding: { inet: true, inet6: false, bridged: { inet: true, inet6: true } },
  };
}

describe("the way of a call", () => {
  const calls = [at("127.0.0.1", 4000), at("10.0.0.2", 8000), at("10.0.0.1", 32768), at("127.0.0.1", 32768)];
  const waysIn = (of: PathSnapshot): CostWay[] =>
    calls.map((target) => wayOf(derivePath(of, { kind: "host" }, target), of));

  test("is that of the rules of the firewall, which leave loopback to the proxy", () => {
    expect(waysIn(snapshot(ofDocker))).toEqual(["host-mode", "bridge", "dnat", "proxy"]);
  });

  test("is DNAT for loopback too where the engine has no proxy and its rules do not leave loopback out", () => {
    const rules = ofDocker.replace(" ! -d 127.0.0.0/8", "");
    expect(waysIn(snapshot(rules))).toEqual(["host-mode", "bridge", "dnat", "dnat"]);
  });

  test("is not guessed for a published address where the rules cannot be read", () => {
    expect(waysIn(snapshot(undefined))).toEqual(["host-mode", "bridge", "unclear", "proxy"]);
  });
});

const cost = (way: CostWay, host: string, trips: number[], transfers: number[]): PathCost => ({
  way,
  target: at(host, 8000),
  roundTrip: figureOf(trips),
  throughput: figureOf(transfers),
});

/** Seven rounds, as usual: one of them was disturbed. */
const base = cost(
  "host-mode",
  "127.0.0.1",
  [0.02, 0.021, 0.025, 0.06, 0.021, 0.02, 0.022],
  [3000, 3100, 3300, 1200, 3100, 3000, 3200],
);
const times = (rounds: readonly number[], ...factors: readonly number[]): number[] =>
  rounds.map((value, at) => value * (factors[at] ?? factors.at(-1) ?? 1));
const spread = ({ roundTrip: { lowest, highest } }: PathCost): number[] => [lowest, highest];

describe("what it comes to", () => {
  test("is named where every pair of rounds agrees, though the spreads of both overlap", () => {
    const proxied = cost(
      "proxy",
      "127.0.0.1",
      times(base.roundTrip.rounds, 1.3, 1.2),
      times(base.throughput.rounds, 0.4),
    );
    const [[least = 0, most = 0], [leastOther = 0, mostOther = 0]] = [spread(base), spread(proxied)];
    expect(leastOther < most && least < mostOther).toBe(true);
    expect(verdictOf([base, proxied], english)).toEqual([
      "A round trip to 127.0.0.1:8000 (published, by the proxy) takes 1.2 times as long as in host mode (median of 7 pairs of rounds, of which 7 agree).",
      "The throughput of 127.0.0.1:8000 (published, by the proxy) is 0.4 times that of host mode (median of 7 pairs of rounds, of which 7 agree).",
    ]);
  });

  test("is not named where the pairs of rounds disagree, however far apart the medians are", () => {
    const noisy = cost(
      ...(["proxy", "127.0.0.1"] as const),
      times(base.roundTrip.rounds, 3, 3, 3, 0.5, 3, 3, 3),
      times(base.throughput.rounds, 0.5, 0.5, 2, 0.5, 0.5, 0.5, 0.5),
    );
    expect(noisy.roundTrip.median / base.roundTrip.median).toBeGreaterThan(2);
    expect(verdictOf([base, noisy], english)).toEqual([
      "Round trips show no steady difference of 5 % or more from host mode.",
      "Throughputs show no steady difference of 5 % or more from host mode.",
    ]);
  });

  test("is not named where all rounds agree on next to nothing, nor where there are too few of them", () => {
    const alike = cost("bridge", "10.0.0.2", times(base.roundTrip.rounds, 1.04), times(base.throughput.rounds, 0.97));
    expect(verdictOf([base, alike], english)[0]).toMatch(/^Round trips show no steady difference/u);
    const few = [
      cost("host-mode", "127.0.0.1", [1, 1, 1], [9, 9, 9]),
      cost("proxy", "127.0.0.1", [3, 3, 3], [1, 1, 1]),
    ];
    expect(verdictOf(few, english)).toHaveLength(2);
  });

  test("is said of each way, and of the others that the rounds do not agree", () => {
    const bridged = cost(
      "bridge",
      "10.0.0.2",
      times(base.roundTrip.rounds, 1.01, 0.9, 1.1),
      base.throughput.rounds.map(Number),
    );
    const proxied = cost(
      "proxy",
      "127.0.0.1",
      times(base.roundTrip.rounds, 30),
      times(base.throughput.rounds, 0.05, 0.06),
    );
    expect(verdictOf([base, bridged, proxied], english)).toEqual([
      "A round trip to 127.0.0.1:8000 (published, by the proxy) takes 30 times as long as in host mode (median of 7 pairs of rounds, of which 7 agree).",
      "The other round trips show no steady difference of 5 % or more from host mode.",
      "The throughput of 127.0.0.1:8000 (published, by the proxy) is 0.06 times that of host mode (median of 7 pairs of rounds, of which 7 agree).",
      "The other throughputs show no steady difference of 5 % or more from host mode.",
    ]);
  });
});

test("the document has a table with median, spread and bar for each way, and how the container is reached", () => {
  const costs = [
    cost("host-mode", "127.0.0.1", [0.02, 0.021, 0.025], [3000, 3100, 3300]),
    cost("dnat", "10.0.0.1", [0.04, 0.042, 0.05], [1400, 1550, 1600]),
  ];
  const of = snapshot(ofDocker);
  const measured = { costs, effort: { rounds: 4, trips: 100, blocks: 512 }, image: "busybox:latest", network: "app" };
  const answer = costAnswer({ ...measured, snapshot: of }, of.inventory.containers.get(id), english);
  const lines = answerLines(answer, () => "");
  expect(lines[0]).toBe("What does the path to web cost?");
  expect(lines).toContain(
    "Each way was measured in 3 rounds, in turn: 100 round trips of 64 bytes and 34 MB in one direction, from this host to a program of its own.",
  );
  expect(lines).toContain(`    host mode           127.0.0.1:8000  21.0  20.0 to 25.0  ${"█".repeat(15)}`);
  expect(lines).toContain(`    published, by DNAT  10.0.0.1:8000   42.0  40.0 to 50.0  ${"█".repeat(30)}`);
  expect(lines).toContain(`    published, by DNAT  10.0.0.1:8000   1550  1400 to 1600  ${"█".repeat(15)}`);
  expect(lines).toContain("    this host -> 127.0.0.1:32768: published, by the proxy");
  expect(lines).toContain("    this host -> 10.0.0.1:32768: published, by DNAT");
});

test("what could not be measured is said with what to do", () => {
  expect(costRefusal({ kind: "elsewhere" }, "busybox", english)).toMatch(/another machine.*Nothing was started/u);
  expect(costRefusal({ kind: "no-listener" }, "scratch", english)).toMatch(/image scratch.*such as busybox/u);
  expect(costRefusal({ kind: "silent", target: at("10.0.0.2", 8000) }, "busybox", english)).toMatch(
    /^10\.0\.0\.2:8000/u,
  );
});

test("measured is on the container's own bridge, else on the default one, and not where nothing is published", () => {
  const net = (Name: string, more: object = {}): object => ({
    ...{ Id: `${Name}-id`, Name, Driver: "bridge", Scope: "local" },
    ...more,
  });
  const web = snapshot(undefined).inventory.containers.get(id);
  const among = (...networks: object[]): string | undefined => networkToMeasure(inventoryFrom([], networks), web);
  expect(among(net("bridge"), net("app"))).toBe("app");
  expect(among(net("bridge"), net("app", { Internal: true }))).toBe("bridge");
  expect(among(net("bridge"), net("app", { Driver: "macvlan" }))).toBe("bridge");
  expect(among(net("app", { Internal: true }))).toBeUndefined();
});
