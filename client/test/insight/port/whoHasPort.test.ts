import { describe, expect, test } from "vitest";
import { inventoryFrom } from "../../../src/docker/inventory/inventory";
import { freePortFrom } from "../../../src/insight/freePort";
import { hostPorts } from "../../../src/insight/hostPorts";
import { whoHasPort } from "../../../src/insight/port/whoHasPort";
import { forwarderOf } from "../../../src/insight/port/forwarding";
import type { ListeningSocket } from "../../../src/netns/model";
import { english } from "../../english";

const web = "a".repeat(64);
const agent = "b".repeat(64);
const inventory = inventoryFrom([
  {
    ...{ Id: web, Names: ["/web"], State: "running", HostConfig: { NetworkMode: "bridge" } },
    Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 8080, Type: "tcp" }],
  },
  { Id: agent, Names: ["/agent"], State: "running", HostConfig: { NetworkMode: "host" } },
]);

const socket = (port: number, program: string, pid: number, more: object = {}): ListeningSocket => ({
  ...{ protocol: "tcp", family: "inet", address: "0.0.0.0", port },
  owner: { program, pid, containers: [], ...more },
});

const sockets = [
  socket(8080, "docker-proxy", 70),
  socket(9100, "agent", 71, { containers: [agent] }),
  socket(9101, "agent", 71, { containers: [agent] }),
  socket(5432, "postgres", 72, { commandLine: "postgres -D /data" }),
  socket(3000, "ssh", 73, { commandLine: "ssh -L 3000:localhost:3000 far" }),
  socket(3001, "sshd", 74, { commandLine: "sshd: ann@pts/0" }),
  socket(22, "sshd", 75, { commandLine: "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups" }),
  socket(3002, "node", 76, { commandLine: "node server-main.js" }),
];

const of = (port: number, seen: ListeningSocket[] | undefined = sockets) => {
  const ports = hostPorts(inventory, seen, []);
  return whoHasPort(port, { ports, sockets: seen, ofEditor: new Set([76]) }, english);
};

describe("a port of the host", () => {
  test("that is published is the container's, and the engine's proxy is its evidence", () => {
    const { sentences, evidence } = of(8080);
    expect(sentences).toEqual([
      "web publishes 8080/tcp: what comes there goes to port 80 of the container.",
      "The next free port is 8081.",
    ]);
    expect(evidence).toEqual([
      { source: "docker ps", lines: ["web  0.0.0.0:8080->80/tcp"] },
      { source: "ss -ltunp", lines: ["tcp  0.0.0.0:8080  docker-proxy  pid 70"] },
    ]);
  });

  test("of a container in host mode names its program, and what else it has", () => {
    expect(of(9100).sentences.slice(0, 2)).toEqual([
      "agent listens on 9100/tcp itself: it is in host mode, and its program agent (pid 71) needs no publish.",
      "The same one also has: 9101/tcp.",
    ]);
  });

  test.each([
    [5432, "The program postgres (pid 72) of the host listens on 5432/tcp.", undefined],
    [3000, "The program ssh (pid 73) of the host listens on 3000/tcp.", /That is ssh, which forwards/u],
    [3001, "The program sshd (pid 74) of the host listens on 3001/tcp.", /That is a session over ssh/u],
    [22, "The program sshd (pid 75) of the host listens on 22/tcp.", undefined],
    [3002, "The program node (pid 76) of the host listens on 3002/tcp.", /That is this editor itself/u],
  ])("%i of a process says what that forwards for", (port, first, forwards) => {
    const { sentences } = of(port);
    expect(sentences[0]).toBe(first);
    const said = sentences.filter((each) => each.startsWith("That is"));
    expect(said).toHaveLength(forwards === undefined ? 0 : 1);
    if (forwards !== undefined) expect(said[0]).toMatch(forwards);
  });

  test("that nobody has is free only where the host could be read", () => {
    expect(of(4000).sentences).toEqual(["Port 4000 is free."]);
    const ports = hostPorts(inventory, undefined, []);
    const unread = whoHasPort(4000, { ports, sockets: undefined, ofEditor: new Set() }, english);
    expect(unread.sentences[0]).toBe("No container publishes port 4000.");
    expect(unread.sentences[1]).toContain("cannot be read from here");
  });
});

test("a program that is called like a forwarder by another's words is none", () => {
  expect(forwarderOf({ program: "postgres", commandLine: "sshd: ann@pts/0" }, false)).toBeUndefined();
});

test("the first free port from a number on is that number where nobody has it", () => {
  const ports = hostPorts(inventory, sockets, []);
  expect([freePortFrom(9099, ports), freePortFrom(9100, ports), freePortFrom(80, ports)]).toEqual([9099, 9102, 80]);
});
