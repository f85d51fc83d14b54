import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createEngine, type Engine } from "../../client/src/docker/api/engine";
import { answerOf } from "../../client/src/insight/path/pathText";
import { english } from "../../client/test/english";
import { lan, openHost, type JudgedHost } from "../judge/paths/host";
import { playAs, type Pair, type Question } from "../judge/paths/play";
import { asDockerGroup, asRoot, fromElsewhere } from "../judge/paths/readers";
import { importImages } from "../../scripts/engine/images.mjs";
import type { Scene, SceneContainer, SceneListener, SceneNetwork, ScenePublish } from "../judge/paths/scene";

let host: JudgedHost;
let engine: Engine;
let user: Awaited<ReturnType<typeof asDockerGroup>>;

beforeAll(async () => {
  host = await openHost(inject("enginePrograms"), ["--iptables=true", "--ip-forward=true", "--ip-masq=true"]);
  user = await asDockerGroup();
  const { socket } = host.engine;
  await importImages(socket);
  engine = createEngine({ kind: "socket", path: socket, address: `unix://${socket}`, source: "setting" });
});

afterAll(async () => {
  await (user as typeof user | undefined)?.remove();
  await (host as JudgedHost | undefined)?.remove();
});

const plain: SceneNetwork = { driver: "bridge", internal: false, icc: true, ipv6: false };
const listens = (address: SceneListener["address"], port = 80, protocol: "tcp" | "udp" = "tcp"): SceneListener => ({
  ...{ address, port, protocol },
});
const publish = (hostPort: number, hostIp: ScenePublish["hostIp"] = ""): ScenePublish => ({
  ...{ hostIp, hostPort, containerPort: 80, protocol: "tcp" },
});
const on = (network: number, listeners: SceneListener[], more: Partial<SceneContainer> = {}): SceneContainer => ({
  ...{ mode: { kind: "networks", of: [network] }, listeners, publishes: [], hostGateway: false, state: "running" },
  ...more,
});

/** What goes wrong, by the name that people know it by: the call, what is said of it, and the twin that is fine. */
type Classic = readonly [name: string, ask: Question, says: RegExp, twin: Question];

const stages: readonly (readonly [string, Scene, readonly Classic[]])[] = [
  [
    "published ports and names",
    {
      networks: [{ ...plain, ipv6: true }, plain],
      containers: [
        on(0, [listens("127.0.0.1"), listens("0.0.0.0", 81)], { publishes: [publish(2080)] }),
        on(0, [listens("0.0.0.0"), listens("0.0.0.0", 82, "udp")], {
          publishes: [publish(2081), publish(2082, "127.0.0.1")],
        }),
        on(0, [listens("::", 81)], { publishes: [publish(2083)], hostGateway: true }),
        on(1, [listens("0.0.0.0")]),
        on(0, [listens("0.0.0.0", 3080)], { mode: { kind: "host" } }),
      ],
      onHost: [listens("127.0.0.1", 3081)],
      rule: "none",
    },
    [
      [
        "a program of the host on 127.0.0.1, called from a container",
        { from: 2, host: "host.docker.internal", port: 3081 },
        /Its program listens on 127\.0\.0\.1 alone/u,
        { from: 2, host: "host.docker.internal", port: 3080 },
      ],
      [
        "listens on 127.0.0.1 inside",
        { from: "host", host: "127.0.0.1", port: 2080 },
        /Nothing in box0 listens on port 80\. Its program listens on 127\.0\.0\.1 alone, which others cannot call\./u,
        { from: "host", host: "127.0.0.1", port: 2081 },
      ],
      [
        "published to a port where nothing listens",
        { from: "outside", host: lan.host, port: 2083 },
        /Nothing in box2 listens on port 80\. Its programs listen on 81\./u,
        { from: "outside", host: lan.host, port: 2081 },
      ],
      [
        "published on 127.0.0.1 and asked from outside",
        { from: "outside", host: lan.host, port: 2082 },
        /Nothing in host listens on port 2082\. Its program listens on 127\.0\.0\.1 alone/u,
        { from: "host", host: "127.0.0.1", port: 2082 },
      ],
      [
        "container and published port mixed up",
        { from: 2, host: "box1", port: 2081 },
        /That is the port on the host; inside it is 80\./u,
        { from: 2, host: "box1", port: 80 },
      ],
      [
        "two on different networks",
        { from: 3, host: "box1", port: 80 },
        /The name box1 is not known here: box1 is on other networks \(net0\)\./u,
        { from: 2, host: "box1", port: 80 },
      ],
      [
        "a name in host mode",
        { from: 2, host: "box4", port: 3080 },
        /box4 is in host mode, and Docker knows no names of such containers\./u,
        { from: 2, host: "host.docker.internal", port: 3080 },
      ],
      [
        "host.docker.internal unknown",
        { from: 1, host: "host.docker.internal", port: 3080 },
        /host\.docker\.internal is not known in this container/u,
        { from: 2, host: "host.docker.internal", port: 3080 },
      ],
      [
        "IPv4 only",
        { from: 2, host: "@@1", port: 80 },
        /Its program listens on IPv4 alone \(0\.0\.0\.0\)\./u,
        { from: 1, host: "@@2", port: 81 },
      ],
      [
        "the wrong protocol",
        { from: 2, host: "box1", port: 82 },
        /Its program takes UDP there\./u,
        { from: 2, host: "box1", port: 82, protocol: "udp" },
      ],
      [
        "a proxy that answers 502 because of its upstream",
        { from: 1, host: "box0", port: 80 },
        /Nothing in box0 listens on port 80\. Its program listens on 127\.0\.0\.1 alone/u,
        { from: 1, host: "box0", port: 81 },
      ],
    ],
  ],
  [
    "networks that keep apart",
    {
      networks: [
        { ...plain, icc: false },
        { ...plain, internal: true },
      ],
      containers: [
        on(0, [listens("0.0.0.0")]),
        on(0, [listens("0.0.0.0")]),
        on(1, [listens("0.0.0.0")]),
        on(1, [listens("0.0.0.0")]),
      ],
      onHost: [listens("0.0.0.0", 3080)],
      rule: "none",
    },
    [
      [
        "icc: false",
        { from: 0, host: "box1", port: 80 },
        /The network has icc off/u,
        { from: 2, host: "box3", port: 80 },
      ],
      [
        "an internal network",
        { from: 2, host: "@0", port: 80 },
        /The network is internal/u,
        { from: 2, host: "box3", port: 80 },
      ],
    ],
  ],
  [
    "states and macvlan",
    {
      networks: [{ ...plain, driver: "macvlan" }, plain],
      containers: [
        on(0, [listens("0.0.0.0")]),
        on(1, [listens("0.0.0.0")], { state: "paused" }),
        on(1, [listens("0.0.0.0")]),
        on(1, [listens("0.0.0.0", 81)], { mode: { kind: "shares", other: 2 }, state: "orphaned" }),
        on(1, [listens("0.0.0.0")]),
      ],
      onHost: [],
      rule: "none",
    },
    [
      [
        "macvlan from its own host",
        { from: "host", host: "@0", port: 80 },
        /The kernel lets no packets pass between lan0 of the host and the network net0/u,
        { from: "outside", host: "@0", port: 80 },
      ],
      [
        "a container that is paused",
        { from: 2, host: "box1", port: 80 },
        /box1 is paused/u,
        { from: 2, host: "box4", port: 80 },
      ],
      [
        "a sharer with a dead namespace",
        { from: 3, host: "@4", port: 80 },
        /box3 shares the network of a container that has been restarted since/u,
        { from: 2, host: "@4", port: 80 },
      ],
    ],
  ],
  [
    "a port that a host process took first",
    {
      networks: [plain, plain],
      containers: [on(0, [listens("0.0.0.0")], { publishes: [publish(2081)] }), on(0, [listens("0.0.0.0")])],
      onHost: [listens("127.0.0.1", 2081)],
      rule: "none",
      hostFirst: true,
    },
    [
      [
        "leaves the container stopped",
        { from: 1, host: "box0", port: 80 },
        /box0 is not running/u,
        { from: "host", host: "127.0.0.1", port: 2081 },
      ],
    ],
  ],
];

test("a name on two networks is answered from the first of them, by old engines for each family from the first that has it", async () => {
  // Found by the judge: IPv4 of the network with icc off, IPv6 of the internal one.
  const scene: Scene = {
    networks: [
      { ...plain, icc: false },
      { ...plain, internal: true, ipv6: true },
    ],
    containers: [
      on(1, [listens("0.0.0.0", 81)], { mode: { kind: "networks", of: [1, 0] } }),
      on(0, [listens("::", 81), listens("0.0.0.0", 82)], { mode: { kind: "networks", of: [0, 1] } }),
    ],
    onHost: [],
    rule: "none",
  };
  const questions: Question[] = [
    { from: 0, host: "box1", port: 81 },
    { from: 0, host: "box1", port: 82 },
    { from: 0, host: "@1", port: 81 },
  ];
  const [pairs] = await playAs(host, engine, scene, questions, [asRoot]);
  const { version } = await engine.facts();
  expect(pairs?.map(({ path, tried, verdict }) => [path.state, tried, verdict])).toEqual([
    version.startsWith("20.10.") ? ["open", "open", "agree"] : ["closed", expect.any(String), "agree"],
    ["closed", expect.any(String), "agree"],
    ["closed", expect.any(String), "agree"],
  ]);
});

/**
 * What only the host's rules say: who may not read them is told that, instead of an answer that may be wrong. Newer engines
 * give a container of an internal network no route out of it, which everybody may read.
 */
const byRules = (version: string): ReadonlySet<string> =>
  new Set(version.startsWith("20.10.") ? ["icc: false", "an internal network"] : ["icc: false"]);
const rulesUnread =
  /is not known\. (?:Only root may read the host's firewall|The host's firewall is on another machine)\.$/u;

describe.each(stages)("%s", (_, scene, classics) => {
  test("each of them is named for what it is, and is what a call then does; its twin is open", async () => {
    const questions = [...classics.map(([, ask]) => ask), ...classics.map(([, , , twin]) => twin)];
    const readers = [asRoot, user.read, fromElsewhere("busybox:latest")];
    const [root = [], ...others] = await playAs(host, engine, scene, questions, readers);
    const unreadable = byRules((await engine.facts()).version);
    for (const [index, [name, , says]] of classics.entries()) {
      const of = (pairs: readonly Pair[]) => {
        const [pair, twin] = [pairs[index], pairs[index + classics.length]];
        const sentence = pair && answerOf(pair.path, english).sentence;
        return { name, sentence, verdict: pair?.verdict, twin: twin?.path.state, tried: twin?.tried };
      };
      const named = { name, sentence: expect.stringMatching(says) as string, verdict: "agree", tried: "open" };
      expect(of(root)).toEqual({ ...named, twin: "open" });
      // Who may not read the rules is never told of a twin that it cannot be reached.
      const twin = expect.stringMatching(/^(?:open|unknown)$/u) as string;
      const unread = { ...named, sentence: expect.stringMatching(rulesUnread) as string, verdict: "unknown" };
      for (const pairs of others) expect(of(pairs)).toEqual({ ...(unreadable.has(name) ? unread : named), twin });
    }
  }, 240_000);
});
