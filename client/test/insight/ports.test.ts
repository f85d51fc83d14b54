import { describe, expect, it } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { contestedPorts, hostPorts, type HostPort } from "../../src/insight/hostPorts";
import { publishedPortIn } from "../../src/insight/problems";
import { publisherOf } from "../../src/insight/publishers";
import type { ListeningSocket } from "../../src/netns/model";
import { commandLineText, programName } from "../../src/netns/parse/programName";
import { parseSs } from "../../src/netns/read/socketOwners";
import { idOf, listed } from "../docker/fakeEngine";
import { listenersIn, port, tables } from "./socketSamples";

describe("listening sockets", () => {
  it("are read from the kernel's tables, whichever follow each other", () => {
    expect(listenersIn(tables)).toEqual([
      { protocol: "udp", family: "inet", address: "0.0.0.0", port: 53, uid: 0, inode: "1007" },
      { protocol: "tcp", family: "inet6", address: "::", port: 80, uid: 0, inode: "1004" },
      { protocol: "tcp", family: "inet", address: "0.0.0.0", port: 80, uid: 0, inode: "1001" },
      { protocol: "tcp", family: "inet6", address: "::1", port: 631, uid: 0, inode: "1005" },
      { protocol: "tcp", family: "inet", address: "127.0.0.1", port: 5432, uid: 999, inode: "1002" },
      { protocol: "tcp", family: "inet6", address: "::ffff:127.0.0.1", port: 8080, uid: 0, inode: "1006" },
    ]);
    expect(listenersIn("cat: not found\n")).toEqual([]);
  });

  it.each([
    ["MainThread\n", "/usr/bin/node\0server.js\0", "node"],
    ["nginx\n", "nginx: master process nginx -g daemon off;", "nginx"],
    ["docker-proxy\n", "/usr/bin/docker-proxy\0-proto\0tcp\0", "docker-proxy"],
    ["evil\u001b[2J\n", "", "evil"],
    ["", "", ""],
  ])("of %j with %j are held by %j", (comm, cmdline, name) => {
    expect(programName(comm, cmdline)).toBe(name);
  });

  it("say what their program was started as, without what could move a cursor", () => {
    expect(commandLineText("python3\0-m\0http.server\0\u001b[2J9000\0")).toBe("python3 -m http.server 9000");
    expect(commandLineText("")).toBe("");
    expect(commandLineText(`x\0${"y".repeat(5000)}`)).toHaveLength(300);
  });

  it("are joined with their cgroups by ss", () => {
    const line = `tcp LISTEN 0 511 0.0.0.0:80 0.0.0.0:* ino:1001 sk:1 cgroup:/docker/${idOf(2)} <->`;
    expect(parseSs(`${line}\ntcp LISTEN 0 1 *:22 *:* ino:7 sk:2\n`)).toEqual(new Map([["1001", `/docker/${idOf(2)}`]]));
  });
});

const host = { HostConfig: { NetworkMode: "host" } };
const tutorial = inventoryFrom([
  listed(idOf(1), "app1", { Ports: [port("0.0.0.0", 2000, 80), port("::", 2000, 80)] }),
  listed(idOf(2), "app2", host),
  listed(idOf(3), "app3", { ...host, State: "exited", Status: "Exited (1) 2 seconds ago" }),
]);
const app3 = tutorial.containers.get(idOf(3));

const described = (ports: readonly HostPort[]): string[] =>
  ports.map((each) => {
    const { owner } = each;
    const name =
      owner.kind === "publish" || owner.kind === "host-mode"
        ? owner.container.name
        : "program" in owner
          ? owner.program
          : "?";
    const wanted = each.neededBy.map((container) => container.name).join();
    const contested = contestedPorts(ports).has(each) ? ` contested${wanted && ` by ${wanted}`}` : "";
    return `${each.port}/${each.protocol} ${each.addresses.join()} ${owner.kind} ${name}${contested}`;
  });

describe("the ports of the host", () => {
  const socket = (
    protocol: "tcp" | "udp",
    address: string,
    number: number,
    program?: string,
    containers: readonly string[] = [],
  ): ListeningSocket => ({
    ...{ protocol, address, port: number, family: address.includes(":") ? "inet6" : "inet" },
    ...(program === undefined ? {} : { owner: { program, pid: 1, containers } }),
  });

  it("are those of publishes, host-mode containers and processes, with who wanted them", () => {
    const listeners = [
      socket("tcp", "0.0.0.0", 80, "nginx", [idOf(2)]),
      socket("tcp", "0.0.0.0", 2000, "docker-proxy"),
      socket("tcp", "::", 2000),
      socket("tcp", "0.0.0.0", 22, "sshd"),
      socket("udp", "127.0.0.1", 323),
    ];
    const losers = app3 === undefined ? [] : [{ container: app3, port: 80 }];
    expect(described(hostPorts(tutorial, listeners, losers))).toEqual([
      "22/tcp 0.0.0.0 process sshd",
      "80/tcp 0.0.0.0 host-mode app2 contested by app3",
      "323/udp 127.0.0.1 unknown ?",
      "2000/tcp 0.0.0.0,:: publish app1",
    ]);
  });

  it.each(["docker-proxy", "rootlesskit", "rootlessport", "com.docker.back", "conmon", "pasta", "slirp4netns"])(
    "and the namespace views take %s for the same publish",
    (program) => {
      const proxy = socket("tcp", "0.0.0.0", 2000, program);
      expect(publisherOf(tutorial)(proxy)).toBe("app1");
      expect(described(hostPorts(tutorial, [proxy], []))).toEqual(["2000/tcp 0.0.0.0,:: publish app1"]);
    },
  );

  it("are the publishes alone where the host cannot be read", () => {
    expect(described(hostPorts(tutorial, undefined, []))).toEqual(["2000/tcp 0.0.0.0,:: publish app1"]);
  });

  it("are contested where another has them on an overlapping address, and not otherwise", () => {
    const shared = [
      socket("udp", "0.0.0.0", 53, "dnsmasq"),
      socket("udp", "127.0.0.53", 53, "systemd-resolve"),
      socket("tcp", "127.0.0.53", 53, "systemd-resolve"),
    ];
    expect(described(hostPorts(inventoryFrom([]), shared, []))).toEqual([
      "53/tcp 127.0.0.53 process systemd-resolve",
      "53/udp 0.0.0.0 process dnsmasq contested",
      "53/udp 127.0.0.53 process systemd-resolve contested",
    ]);
  });

  it("are those of the container of this engine, where the engine runs in a container of another one", () => {
    const nested = [socket("tcp", "0.0.0.0", 80, "nginx", ["f".repeat(64), idOf(2)])];
    expect(described(hostPorts(tutorial, nested, []))).toContain("80/tcp 0.0.0.0 host-mode app2");
  });

  it("are contested by an IPv4 address in the form of IPv6, and by none of IPv6", () => {
    const ports = [
      socket("tcp", "::ffff:127.0.0.1", 8080, "java"),
      socket("tcp", "0.0.0.0", 8080, "nginx"),
      socket("tcp", "::", 8080, "node"),
    ];
    expect(described(hostPorts(inventoryFrom([]), ports, []))).toEqual([
      "8080/tcp ::ffff:127.0.0.1 process java contested",
      "8080/tcp 0.0.0.0 process nginx contested",
      "8080/tcp :: process node",
    ]);
  });

  it("are wanted as TCP by who does not say, where that is taken", () => {
    const dns = [
      socket("tcp", "0.0.0.0", 80, "other"),
      socket("udp", "0.0.0.0", 80, "other"),
      socket("udp", "0.0.0.0", 53, "other"),
    ];
    const losers = app3 === undefined ? [] : [80, 53].map((number) => ({ container: app3, port: number }));
    expect(described(hostPorts(inventoryFrom([]), dns, losers))).toEqual([
      "53/udp 0.0.0.0 process other contested by app3",
      "80/tcp 0.0.0.0 process other contested by app3",
      "80/udp 0.0.0.0 process other",
    ]);
  });

  it("are compared with those of the same number alone", () => {
    let looks = 0;
    const many = Array.from({ length: 3_000 }, (_, index): HostPort => {
      const told = { protocol: "tcp", addresses: ["0.0.0.0"], owner: { kind: "unknown" }, neededBy: [] } as const;
      return Object.defineProperty({ ...told, port: 0 }, "port", {
        get: () => {
          looks += 1;
          return index === 1 ? 0 : index;
        },
      });
    });
    expect([...contestedPorts(many)]).toEqual(many.slice(0, 2));
    expect(looks).toBeLessThan(10 * many.length);
  });

  it.each([
    ["driver failed programming external connectivity: Bind for 0.0.0.0:8080 failed: port is already allocated", 8080],
    ["Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use", 80],
    ["failed to bind host port for 0.0.0.0:8080:172.30.0.2:80/tcp: address already in use", 8080],
    ["failed to bind host port 0.0.0.0:8081/tcp: address already in use", 8081],
    ["Error starting userland proxy: listen tcp6 [::]:80: bind: address already in use", 80],
    ["exec: no such file", undefined],
  ])("%s", (error, expected) => {
    expect(publishedPortIn(error)).toBe(expected);
  });
});
