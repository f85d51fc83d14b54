import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containerFrom } from "../../src/docker/inventory/container";
import { networkModeFrom } from "../../src/docker/api/networkMode";
import { backOff, readEvents } from "../../src/docker/api/events";
import { faultFrom } from "../../src/docker/fault";
import { sanitize, sanitizeLines } from "../../src/docker/sanitize";
import {
  diffInventory,
  findContainer,
  inventoryFrom,
  namespaceOwner,
  sharersOf,
  withContainers,
  withNetworks,
} from "../../src/docker/inventory/inventory";
import { swarmServicesFrom } from "../../src/docker/inventory/swarm";
import { planFrom } from "../../src/docker/api/containerPlan";
import { isReachableAddress, reachableAddress, urlOf } from "../../src/insight/reachable";
import { demultiplex } from "../../src/docker/api/multiplex";
import { idOf, listed } from "./fakeEngine";

describe("sanitized text", () => {
  it.each([
    ["plain", "plain"],
    ["a\u001b[31mred\u001b[0m", "ared"],
    ["title\u001b]0;evil\u0007done", "titledone"],
    ["link\u001b]8;;http://x\u001b\\text\u001b]8;;\u001b\\", "linktext"],
    ["c1\u009b31m", "c1"],
    ["abc\u202edef\u2069", "abc def"],
    ["two\r\nlines\u2028three", "two  lines three"],
  ])("%j becomes %j", (text, expected) => {
    expect(sanitize(text)).toBe(expected);
  });

  it("holds no control, escape or bidirectional character, whatever it was made of", () => {
    const forbidden = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(sanitize(text)).not.toMatch(forbidden);
        expect(sanitizeLines(text).replaceAll(/[\n\t]/gu, "")).not.toMatch(forbidden);
      }),
    );
  });

  it("is short, and quick for 64 kB labels", () => {
    expect(sanitize("x".repeat(65_536))).toHaveLength(200);
    expect(sanitize("\u001b]".repeat(65_536)).length).toBeLessThan(201);
  });
});

describe("an entry of the engine's list", () => {
  it("is read whatever it holds", () => {
    fc.assert(fc.property(fc.anything(), (record) => void containerFrom(record)));
    fc.assert(
      fc.property(fc.anything(), (more) => void containerFrom({ Id: idOf(1), Ports: more, Names: more, Labels: more })),
    );
    fc.assert(
      fc.property(fc.anything(), (more) => void containerFrom({ Id: idOf(1), NetworkSettings: { Networks: more } })),
    );
  });

  it("keeps what views show", () => {
    const record = listed(idOf(1), "app1", {
      Names: ["/other/alias", "/app1"],
      State: "exited",
      Status: "Exited (1) 3 minutes ago",
      HostConfig: { NetworkMode: "default" },
      Labels: { "com.docker.compose.project": "tutorial", "com.docker.compose.service": "app1" },
      Ports: [
        { IP: "::", PrivatePort: 80, PublicPort: 2000, Type: "tcp" },
        { IP: "0.0.0.0", PrivatePort: 80, PublicPort: 2000, Type: "tcp" },
        { PrivatePort: 443, Type: "tcp" },
      ],
      NetworkSettings: {
        Networks: {
          bridge: { IPAddress: "172.17.0.2", IPPrefixLen: 16, Gateway: "172.17.0.1", GlobalIPv6Address: "" },
        },
      },
    });
    expect(containerFrom(record)).toEqual({
      id: idOf(1),
      name: "app1",
      image: "nginx:alpine",
      state: "exited",
      exitCode: 1,
      mode: { kind: "network", name: "bridge" },
      attachments: [{ network: "bridge", address: "172.17.0.2", prefix: 16, gateway: "172.17.0.1" }],
      published: [
        { hostIp: "0.0.0.0", hostPort: 2000, containerPort: 80, protocol: "tcp" },
        { hostIp: "::", hostPort: 2000, containerPort: 80, protocol: "tcp" },
      ],
      composeProject: "tutorial",
      composeService: "app1",
    });
  });

  const published = (port: object): unknown => containerFrom(listed(idOf(1), "a", { Ports: [port] }))?.published;
  const usual = { IP: "0.0.0.0", PrivatePort: 80, PublicPort: 8080, Type: "tcp" };

  it.each([
    "evil.example/?",
    "evil.example",
    "127.0.0.1@evil.example",
    "[::1]",
    "fe80::1%eth0",
    "1.2.3",
    " ::1",
    7,
    null,
  ])("publishes a port at no address where the engine says %j", (IP) => {
    expect(published({ ...usual, IP })).toEqual([{ hostIp: "", hostPort: 8080, containerPort: 80, protocol: "tcp" }]);
  });

  it.each([
    { PublicPort: 0 },
    { PublicPort: -1 },
    { PublicPort: 65_536 },
    { PublicPort: 80.5 },
    { PublicPort: "80" },
    { PublicPort: "80/@evil.example" },
    { PublicPort: [80] },
    { PublicPort: null },
    { PrivatePort: 1e9 },
    { PrivatePort: "80" },
    { Type: "http" },
    { Type: 6 },
    { Type: "tcp/../" },
  ])("publishes no port %j", (more) => {
    expect(published({ ...usual, ...more })).toEqual([]);
  });

  it("has addresses that are addresses, or none", () => {
    const Networks = {
      __proto__: null,
      n: {
        IPAddress: "evil.example",
        IPPrefixLen: 16.5,
        Gateway: "0",
        GlobalIPv6Address: "::1]",
        GlobalIPv6PrefixLen: 129,
        MacAddress: "02:42",
      },
    };
    const found = containerFrom(listed(idOf(1), "a", { NetworkSettings: { Networks } }));
    expect(found?.attachments).toEqual([{ network: "n" }]);
  });

  it("is of no Compose file on another machine, whatever an image's label says", () => {
    const labels = (files: string, folder: string): object => ({
      Labels: {
        "com.docker.compose.project.config_files": files,
        "com.docker.compose.project.working_dir": folder,
      },
    });
    expect(
      containerFrom(listed(idOf(1), "a", labels("\\\\evil\\share\\c.yml,//evil/c.yml", "//evil/share"))),
    ).not.toHaveProperty("composeFiles");
    expect(containerFrom(listed(idOf(1), "a", labels("/a/c.yml,/a/d.yml", "/a")))).toMatchObject({
      composeFiles: ["/a/c.yml", "/a/d.yml"],
      composeFolder: "/a",
    });
  });

  it("is opened at this machine or at an address, whatever it is made of", () => {
    const text = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.domain(), fc.webUrl());
    const port = fc.record({
      IP: text,
      PrivatePort: fc.oneof(fc.integer(), text),
      PublicPort: fc.oneof(fc.nat(70_000), text),
    });
    fc.assert(
      fc.property(fc.array(port), (Ports) => {
        const container = containerFrom(listed(idOf(1), "a", { Ports }));
        for (const each of container?.published ?? []) {
          const address = reachableAddress(each, {
            kind: "socket",
            path: "/s",
            address: "unix:///s",
            source: "default",
          });
          expect(isReachableAddress(address)).toBe(true);
          const { hostname } = new URL(urlOf(address, each.containerPort));
          expect(hostname === "localhost" || isIP(hostname.replace(/^\[|\]$/gu, "")) !== 0).toBe(true);
        }
      }),
      { seed: 14 },
    );
    for (const bad of ["evil.example/?:80", "a@b:80", "[x]:80", "host:0", "host:99999", "host", "[::1]", ""]) {
      expect(isReachableAddress(bad)).toBe(false);
    }
  });

  it.each([
    ["Up 5 minutes", undefined],
    ["Up 5 minutes (healthy)", "healthy"],
    ["Up 5 minutes (unhealthy)", "unhealthy"],
    ["Up 1 second (health: starting)", "starting"],
    ["Up 5 minutes (Paused)", undefined],
  ])("%j has health %j, and its words for time are no part of it", (Status, health) => {
    expect(containerFrom(listed(idOf(1), "a", { Status }))?.health).toBe(health);
  });

  it("is another one after a restart, though it has the same address in the same state", () => {
    const started = (EndpointID: string): unknown =>
      listed(idOf(1), "a", { NetworkSettings: { Networks: { bridge: { IPAddress: "172.17.0.2", EndpointID } } } });
    const before = inventoryFrom([started("caa3313b4178ba81babd92")]);
    expect(withContainers(before, [idOf(1)], [started("caa3313b4178ba81babd92")])).toBe(before);
    const after = withContainers(before, [idOf(1)], [started("a388140626189203e72d59")]);
    expect(diffInventory(before, after).changed).toEqual([idOf(1)]);
  });

  it.each([
    ["", { kind: "network", name: "bridge" }],
    ["default", { kind: "network", name: "bridge" }],
    ["host", { kind: "host" }],
    ["none", { kind: "none" }],
    ["tutorial_default", { kind: "network", name: "tutorial_default" }],
    ["container:abc", { kind: "container", target: "abc" }],
  ])("network mode %j", (mode, expected) => {
    expect(networkModeFrom(mode)).toEqual(expected);
  });
});

const networkRecord = {
  Id: "n1",
  Name: "tutorial_default",
  Driver: "bridge",
  Scope: "local",
  IPAM: {
    Config: [{ Subnet: "172.18.0.0/16", Gateway: "172.18.0.1" }, { Subnet: "fd00::/64", Gateway: "fd00::1/64" }, {}],
  },
  Labels: { "com.docker.compose.project": "tutorial" },
};

describe("an inventory", () => {
  const [one, two, three] = [idOf(1), idOf(2), idOf(3)];
  const shares = (target: string): object => ({ HostConfig: { NetworkMode: `container:${target}` } });

  it("is the same object where an answer changes nothing", () => {
    const before = inventoryFrom([listed(one, "one"), listed(two, "two")]);
    expect(withContainers(before, [one], [listed(one, "one")])).toBe(before);
    expect(withContainers(before, [three], [])).toBe(before);
  });

  it("is the same object after a full list of the same things, however long they have been up", () => {
    const before = inventoryFrom([listed(one, "one"), listed(two, "two")], [networkRecord]);
    const later = [listed(one, "one", { Status: "Up 2 hours" }), listed(two, "two")];
    expect(withNetworks(withContainers(before, undefined, later), undefined, [networkRecord])).toBe(before);
  });

  it("differs from an earlier one by what was added, changed and removed", () => {
    const before = inventoryFrom([listed(one, "one"), listed(two, "two")]);
    const after = withContainers(before, undefined, [listed(two, "renamed"), listed(three, "three")]);
    const nothing = { added: [], removed: [], changed: [], networks: false, services: false };
    expect(diffInventory(before, after)).toEqual({ ...nothing, added: [three], removed: [one], changed: [two] });
    expect(diffInventory(after, after)).toEqual(nothing);
    expect(diffInventory(before, withNetworks(before, undefined, [networkRecord]))).toEqual({
      ...nothing,
      networks: true,
    });
  });

  it("knows who shares a namespace, also by way of another", () => {
    const chain = inventoryFrom([listed(one, "a", shares(two)), listed(two, "b", shares(three)), listed(three, "c")]);
    const owner = chain.containers.get(three);
    expect(owner === undefined ? [] : sharersOf(chain, owner).map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("reads networks with their subnets", () => {
    expect([...inventoryFrom([], [networkRecord, { Name: "no id" }, null, 3]).networks.values()]).toEqual([
      {
        id: "n1",
        name: "tutorial_default",
        driver: "bridge",
        scope: "local",
        internal: false,
        ingress: false,
        subnets: [
          { subnet: "172.18.0.0/16", gateway: "172.18.0.1" },
          { subnet: "fd00::/64", gateway: "fd00::1" },
        ],
        composeProject: "tutorial",
      },
    ]);
  });

  it("takes, changes and drops only what was asked for", () => {
    const before = inventoryFrom([listed(one, "one"), listed(two, "two")]);
    const after = withContainers(before, [one, three], [listed(three, "three")]);
    expect([...after.containers.keys()]).toEqual([two, three]);
    expect(after.containers.get(two)).toBe(before.containers.get(two));
    expect([...before.containers.keys()]).toEqual([one, two]);
  });

  it("finds by ID, short ID and name", () => {
    const inventory = inventoryFrom([listed("abcdef012345".padEnd(64, "0"), "one")]);
    expect(findContainer(inventory, "one")?.name).toBe("one");
    expect(findContainer(inventory, "abcdef012345")?.name).toBe("one");
    expect(findContainer(inventory, "abc")).toBeUndefined();
  });

  it("follows shared namespaces to their owner, also around a circle", () => {
    const chain = inventoryFrom([listed(one, "a", shares(two)), listed(two, "b", shares(three)), listed(three, "c")]);
    const a = chain.containers.get(one);
    expect(a === undefined ? undefined : namespaceOwner(chain, a).name).toBe("c");
    const circle = inventoryFrom([listed(one, "a", shares(two)), listed(two, "b", shares(one))]);
    const start = circle.containers.get(one);
    expect(start === undefined ? undefined : namespaceOwner(circle, start).name).toBe("a");
  });
});

describe("what an inspection or a swarm says of ports and addresses", () => {
  it("is an address or nothing", () => {
    const plan = planFrom({
      HostConfig: { PortBindings: { "80/tcp": [{ HostIp: "evil.example/?", HostPort: "8080" }] } },
      NetworkSettings: { Networks: { n: { IPAMConfig: { IPv4Address: "evil", IPv6Address: "fd00::2" } } } },
    });
    expect(plan.published).toEqual(["8080 -> 80/tcp"]);
    expect(plan.addresses).toEqual([{ network: "n", address: "fd00::2" }]);
  });

  it("is a port or nothing", () => {
    const ports = [
      { PublishedPort: 8080, TargetPort: 80 },
      { PublishedPort: 70_000, TargetPort: 80 },
      { PublishedPort: 8080, TargetPort: "80" },
      { PublishedPort: 8080, TargetPort: 80, Protocol: "gopher" },
    ];
    expect(swarmServicesFrom([{ ID: "s", Endpoint: { Ports: ports } }], [], [])[0]?.ports).toEqual([
      { published: 8080, target: 80, protocol: "tcp", mode: "ingress" },
    ]);
  });
});

describe("the two streams of a program", () => {
  const frame = (stream: number, text: string): Buffer => {
    const header = Buffer.alloc(8);
    header.writeUInt8(stream, 0);
    header.writeUInt32BE(Buffer.byteLength(text), 4);
    return Buffer.concat([header, Buffer.from(text)]);
  };

  it("are told apart", () => {
    const bytes = Buffer.concat([frame(1, "out"), frame(2, "error"), frame(1, "put")]);
    expect(demultiplex(bytes)).toEqual({ stdout: "output", stderr: "error" });
  });

  it("of a TTY, and cut frames, are text as they stand", () => {
    expect(demultiplex(Buffer.from("plain text of a TTY")).stdout).toBe("plain text of a TTY");
    expect(demultiplex(frame(1, "cut off").subarray(0, 11)).stdout).toBe("cut");
    fc.assert(fc.property(fc.uint8Array(), (bytes) => void demultiplex(Buffer.from(bytes))));
  });
});

describe("the event stream", () => {
  it("tells the container of a network's connect, and leaves out what programs inside do", async () => {
    const lines = [
      { Type: "network", Action: "connect", Actor: { ID: "net", Attributes: { container: "abc" } } },
      { Type: "container", Action: "exec_die", Actor: { ID: "abc" } },
      { Type: "container", Action: "health_status: healthy", Actor: { ID: "abc" } },
      { Type: "image", Action: "pull", Actor: { ID: "image" } },
      { Type: "network", Action: "create", Actor: { ID: "net" } },
      { Type: "service", Action: "update", Actor: { ID: "svc" } },
      {
        Type: "container",
        Action: "start",
        Actor: { ID: "abc", Attributes: { "com.docker.swarm.service.id": "svc" } },
      },
    ];
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\r\n`).join(""));
    const found: unknown[] = [];
    const stream = (async function* () {
      for (const byte of bytes) yield await Promise.resolve(Buffer.from([byte]));
    })();
    for await (const event of readEvents(stream)) found.push(event);
    expect(found).toEqual([
      { type: "network", action: "connect", containerId: "abc" },
      { type: "container", action: "health_status: healthy", containerId: "abc" },
      { type: "network", action: "create", networkId: "net" },
      { type: "service", action: "update", concernsSwarm: true },
      { type: "container", action: "start", containerId: "abc", concernsSwarm: true },
    ]);
  });

  it("names only what may be asked for, and a time that is one", async () => {
    const line = (actor: object): Buffer =>
      Buffer.from(`${JSON.stringify({ Type: "container", Action: "start", Actor: actor })}\n`);
    const stream = async function* (): AsyncGenerator<Buffer> {
      yield await Promise.resolve(line({ ID: "../../evil?x=" }));
      yield line({ ID: "a".repeat(129) });
      yield line({ ID: 7 });
      yield Buffer.from(`{"Type":"node","Action":"update","timeNano":${"9".repeat(500)}}\n`);
    };
    const found: unknown[] = [];
    for await (const event of readEvents(stream())) found.push(event);
    const start = { type: "container", action: "start" };
    expect(found).toEqual([start, start, start, { type: "node", action: "update", concernsSwarm: true }]);
  });

  it("is opened again after doubling pauses with jitter, at most 4 s", () => {
    expect([1, 2, 3, 20, 1000].map((attempt) => backOff(attempt, 1))).toEqual([250, 500, 1000, 4000, 4000]);
    expect([1, 2, 3].map((attempt) => backOff(attempt, 0))).toEqual([125, 250, 500]);
  });
});

describe("a failure", () => {
  it.each([
    ["ENOENT", "not-running"],
    ["ECONNREFUSED", "not-running"],
    ["EACCES", "permission"],
    ["ENOTFOUND", "unreachable"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["HPE_INVALID_CONSTANT", "bad-answer"],
  ])("%s is %s", (code, kind) => {
    expect(faultFrom(Object.assign(new Error("it failed"), { code })).kind).toBe(kind);
  });

  it("of any shape is a fault", () => {
    fc.assert(fc.property(fc.anything(), (error) => typeof faultFrom(error).kind === "string"));
  });
});
