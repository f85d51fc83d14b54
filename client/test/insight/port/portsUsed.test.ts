import { describe, expect, test } from "vitest";
import { inventoryFrom, withServices } from "../../../src/docker/inventory/inventory";
import { hostPorts, type PortLoser } from "../../../src/insight/hostPorts";
import { portUserOf, portUsers } from "../../../src/insight/port/portUsers";
import { portsUsed, userName, type PortUser } from "../../../src/insight/port/portsUsed";
import type { ListeningSocket } from "../../../src/netns/model";
import { english } from "../../english";

const idOf = (letter: string): string => letter.repeat(64);
const labels = { "com.docker.compose.project": "shop", "com.docker.compose.service": "job" };
const container = (letter: string, name: string, mode: string, more: object = {}): object => ({
  ...{ Id: idOf(letter), Names: [`/${name}`], State: "running", HostConfig: { NetworkMode: mode } },
  ...more,
});
const published = (from: number, to: number): object => ({
  Ports: [{ IP: "0.0.0.0", PrivatePort: to, PublicPort: from, Type: "tcp" }],
});

const inventory = withServices(
  inventoryFrom([
    container("a", "web", "bridge", published(8080, 80)),
    container("b", "agent", "host"),
    container("c", "sidecar", `container:${idOf("a")}`),
    container("d", "late", "host", { State: "exited" }),
    container("e", "shop-job-1", "bridge", { Labels: labels, ...published(9001, 90) }),
    container("f", "shop-job-2", "bridge", { Labels: labels }),
    container("1", "front.1.x", "bridge", { Labels: { "com.docker.swarm.service.name": "front" } }),
  ]),
  [
    {
      ...{ id: "s1", name: "front", replicas: 1, tasks: [] },
      ports: [{ published: 443, target: 8443, protocol: "tcp", mode: "ingress" }],
    },
  ],
);

const socket = (port: number, program: string, pid: number, more: object = {}): ListeningSocket => ({
  ...{ protocol: "tcp", family: "inet", address: "0.0.0.0", port },
  owner: { program, pid, containers: [], ...more },
});
const ofHost = [
  socket(8080, "docker-proxy", 70),
  socket(443, "dockerd", 60),
  socket(9100, "agent", 71, { containers: [idOf("b")] }),
  socket(9101, "agent", 71, { containers: [idOf("b")] }),
  socket(22, "sshd", 75),
  socket(2222, "sshd", 75),
  socket(3000, "node", 76),
];
const inWeb = [
  socket(9000, "php", 81, { containers: [idOf("a")] }),
  socket(80, "nginx", 80, { containers: [idOf("a")] }),
  // Docker's resolver, and a program of the container that shares the network.
  { ...socket(41_000, "dockerd", 60), address: "127.0.0.11" },
  socket(7000, "side", 82, { containers: [idOf("c")] }),
];
const late = inventory.containers.get(idOf("d"));
const losers: PortLoser[] = late === undefined ? [] : [{ container: late, port: 9100 }];

const answer = (user: PortUser) => {
  const inside = new Map([
    [idOf("a"), inWeb],
    [idOf("c"), inWeb],
    [idOf("f"), []],
  ]);
  const ports = hostPorts(inventory, ofHost, losers);
  return portsUsed(user, { ports, sockets: ofHost, ofEditor: new Set([76]), inventory, inside }, english);
};
const users = portUsers(inventory, hostPorts(inventory, ofHost, losers));
const user = (name: string): PortUser => {
  const found = users.find((each) => userName(each) === name);
  if (found === undefined) throw new Error(`${name} is not among ${users.map(userName).join()}`);
  return found;
};

describe("the ports that somebody uses", () => {
  test("of a container are those it publishes, the engine's proxy for them, and those inside its network", () => {
    expect(answer(user("web"))).toMatchObject({
      title: "Which ports does web use?",
      sentences: [
        "web publishes 8080/tcp: what comes there goes to port 80 of the container.",
        "On the host docker-proxy (pid 70) listens there for it.",
        "Inside its network web listens on 80/tcp, 9000/tcp.",
        "Not published by it, and hence not a port of the host: 9000/tcp.",
      ],
      evidence: [
        { source: "docker ps", lines: ["web  0.0.0.0:8080->80/tcp"] },
        { source: "ss -ltunp", lines: ["tcp  0.0.0.0:8080  docker-proxy  pid 70"] },
        {
          source: "nsenter --net ss -ltunp (web)",
          lines: ["tcp  0.0.0.0:80  nginx  pid 80", "tcp  0.0.0.0:9000  php  pid 81"],
        },
      ],
      isWrong: false,
    });
  });

  test("of one in host mode are those its programs listen on, and who needs them too", () => {
    const { sentences, evidence, isWrong } = answer(user("agent"));
    expect(sentences).toEqual([
      "agent listens on 9100/tcp itself: it is in host mode, and its program agent (pid 71) needs no publish.",
      "Needed by late, which could not get it.",
      "agent listens on 9101/tcp itself: it is in host mode, and its program agent (pid 71) needs no publish.",
    ]);
    expect(evidence).toEqual([
      { source: "ss -ltunp", lines: ["tcp  0.0.0.0:9100  agent  pid 71", "tcp  0.0.0.0:9101  agent  pid 71"] },
    ]);
    expect(isWrong).toBe(true);
  });

  test("of one that does not run are none, and who has what it needs is said", () => {
    expect(answer(user("late"))).toMatchObject({
      sentences: [
        "late needs 9100/tcp, which is taken by agent, host mode.",
        "late does not run, and has no port while it does not.",
      ],
      evidence: [],
      isWrong: true,
    });
  });

  test("of one that shares a network are those that the other publishes too, and its own programs'", () => {
    expect(answer(user("sidecar")).sentences).toEqual([
      "sidecar shares the network of web: the ports of the host that web publishes (8080/tcp) lead there too.",
      "Inside its network sidecar listens on 7000/tcp.",
      "Not published by it, and hence not a port of the host: 7000/tcp.",
    ]);
  });

  test("of a Compose service are those of all of its containers", () => {
    expect(answer(user("shop/job")).sentences).toEqual([
      "shop-job-1 publishes 9001/tcp: what comes there goes to port 90 of the container.",
      "What shop-job-1 listens on inside its network cannot be read from here.",
      "shop-job-2 has no port of the host.",
      "Inside its network shop-job-2 listens on no port.",
    ]);
  });

  test("of a swarm's service, and of a task of it, are those of the ingress", () => {
    const said = [
      "The service front of the swarm has 443/tcp by the ingress, which leads to its port 8443.",
      "On the host dockerd (pid 60) listens there for it.",
    ];
    expect(answer(user("front")).sentences).toEqual(said);
    expect(answer(user("front.1.x")).sentences.slice(0, 2)).toEqual(said);
  });

  test("of a program of the host are all of its sockets, and what it forwards for", () => {
    expect(answer(user("sshd (pid 75)"))).toMatchObject({
      title: "Which ports does sshd (pid 75) use?",
      sentences: [
        "The program sshd (pid 75) of the host listens on 22/tcp.",
        "The program sshd (pid 75) of the host listens on 2222/tcp.",
      ],
      evidence: [{ source: "ss -ltunp", lines: ["tcp  0.0.0.0:22  sshd  pid 75", "tcp  0.0.0.0:2222  sshd  pid 75"] }],
    });
    expect(answer(user("node (pid 76)")).sentences[1]).toMatch(/^That is this editor itself/u);
  });

  test("say what is not known where the host cannot be read", () => {
    const ports = hostPorts(inventory, undefined, []);
    const read = { ports, sockets: undefined, ofEditor: new Set<number>(), inventory, inside: new Map() };
    const unread = "The host's own processes cannot be read from here: only what containers publish is known.";
    expect(portsUsed(user("agent"), read, english).sentences).toEqual([unread]);
    const { sentences } = portsUsed(user("web"), read, english);
    expect([sentences[0], sentences.at(-1)]).toEqual([
      "web publishes 8080/tcp: what comes there goes to port 80 of the container.",
      unread,
    ]);
    expect(portsUsed(user("shop-job-2"), read, english).sentences[0]).toBe("shop-job-2 has no port of the host.");
  });
});

test("whoever holds a port is one whose ports may be asked for, but who cannot be seen", () => {
  const all = hostPorts(inventory, [...ofHost, { ...socket(5000, "", 0), owner: undefined }], []);
  const names = all.map(({ port, owner }) => [
    port,
    userName(portUserOf(owner) ?? { kind: "program", program: "nobody", pid: undefined }),
  ]);
  expect(names).toEqual([
    [22, "sshd (pid 75)"],
    [443, "front"],
    [2222, "sshd (pid 75)"],
    [3000, "node (pid 76)"],
    [5000, "nobody"],
    [8080, "web"],
    [9001, "shop-job-1"],
    [9100, "agent"],
    [9101, "agent"],
  ]);
});
