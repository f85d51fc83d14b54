import { describe, expect, it } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { contestedPorts, hostPorts, type HostPort } from "../../src/insight/hostPorts";
import { problemBrief, problemText, publishedPortIn } from "../../src/insight/problems";
import { publishProblems } from "../../src/insight/publishProblems";
import { publisherOf } from "../../src/insight/publishers";
import { reachableAddress, urlOf } from "../../src/insight/reachable";
import type { ListeningSocket } from "../../src/netns/model";
import { splitProcNet } from "../../src/netns/parse/procNetSplit";
import { parseProcSockets, socketFiles } from "../../src/netns/parse/procSockets";
import { commandLineText, programName } from "../../src/netns/parse/programName";
import { parseSs } from "../../src/netns/read/socketOwners";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";

/** As the kernel prints them: 0.0.0.0:80, 127.0.0.1:5432, an established connection, [::]:80, ::1 and a UDP pair. */
const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1001 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 1002 1 0000000000000000 100 0 0 10 0
   2: 0100007F:1538 0100007F:9C40 01 00000000:00000000 00:00000000 00000000   999        0 1003 1 0000000000000000 100 0 0 10 0
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1004 1 0000000000000000 100 0 0 10 0
   1: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1005 1 0000000000000000 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1006 1 0000000000000000 100 0 0 10 0
   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  100: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1007 2 0000000000000000 0
  101: 0100007F:0035 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 1008 2 0000000000000000 0
`;

const listenersIn = (printed: string): ListeningSocket[] => parseProcSockets(splitProcNet(printed, socketFiles));

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

const port = (hostIp: string, hostPort: number, containerPort: number, protocol = "tcp"): object => ({
  ...{ IP: hostIp, PublicPort: hostPort, PrivatePort: containerPort, Type: protocol },
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

describe("problems of published ports", () => {
  const app = (ports: object[]) => {
    const found = inventoryFrom([listed(idOf(1), "app", { Ports: ports })]).containers.get(idOf(1));
    if (found === undefined) throw new Error("not listed");
    return found;
  };
  const sockets = listenersIn(tables);

  it("are found where nothing listens, or on loopback alone, and nowhere else", () => {
    expect(publishProblems(app([port("0.0.0.0", 2000, 80)]), sockets)).toEqual([]);
    expect(publishProblems(app([port("0.0.0.0", 2000, 81), port("::", 2000, 81)]), sockets)).toEqual([
      { kind: "nothing-listens", port: 81, protocol: "tcp", instead: 80 },
    ]);
    expect(publishProblems(app([port("0.0.0.0", 1, 5432)]), sockets)).toEqual([
      { kind: "loopback-only", port: 5432, protocol: "tcp", address: "127.0.0.1" },
    ]);
    expect(publishProblems(app([port("0.0.0.0", 1, 8080)]), sockets)).toMatchObject([{ kind: "loopback-only" }]);
    expect(publishProblems(app([port("0.0.0.0", 1, 53, "udp"), port("0.0.0.0", 1, 9, "sctp")]), sockets)).toEqual([]);
  });

  it("are the protocol where the program listens on the port for the other one, which is not published", () => {
    const [udp] = sockets.filter(({ protocol }) => protocol === "udp");
    const at = udp?.port ?? 0;
    expect(publishProblems(app([port("0.0.0.0", 1, at, "tcp")]), sockets)).toEqual([
      { kind: "wrong-protocol", port: at, protocol: "tcp", listens: "udp" },
    ]);
    expect(publishProblems(app([port("0.0.0.0", 1, at, "tcp"), port("0.0.0.0", 1, at, "udp")]), sockets)).toEqual([
      { kind: "nothing-listens", port: at, protocol: "tcp" },
    ]);
  });

  it("are none where a range is published, whose ports are opened when they are needed", () => {
    const range = (from: number, count: number): object[] =>
      Array.from({ length: count }, (_, at) => port("0.0.0.0", 30_000 + at, from + at));
    expect(publishProblems(app(range(40_000, 3)), sockets)).toHaveLength(3);
    expect(publishProblems(app(range(40_000, 4)), sockets)).toEqual([]);
    expect(publishProblems(app([...range(40_000, 4), port("0.0.0.0", 1, 50_000)]), sockets)).toMatchObject([
      { port: 50_000 },
    ]);
  });

  it("take Docker's own name server for no program of the container", () => {
    const [socket] = sockets;
    if (socket === undefined) throw new Error("nothing listens");
    const resolver = { ...socket, protocol: "udp" as const, address: "127.0.0.11", port: 40_000 };
    expect(publishProblems(app([port("0.0.0.0", 1, 40_000, "udp")]), [resolver])).toMatchObject([
      { kind: "nothing-listens" },
    ]);
  });

  it("are said in a few words on the container's own line", () => {
    const engineSaid = "Bind for 0.0.0.0:8080 failed: port is already allocated";
    const briefs = [
      { kind: "port-taken", reason: { line: "bind: Address already in use", port: 80 } },
      { kind: "not-started", detail: engineSaid },
      { kind: "not-started", detail: engineSaid, by: { port: 8080, name: "app2", container: idOf(2) } },
      { kind: "not-started", detail: engineSaid, by: { port: 8080, name: "python3", pid: 71 } },
      { kind: "port-taken", reason: { line: "Address in use" }, by: { port: 9000, name: "python3", pid: 71 } },
      { kind: "not-started", detail: "exec: no such file" },
      { kind: "nothing-listens", port: 81, protocol: "tcp" },
    ] as const;
    expect(briefs.map((problem) => problemBrief(problem, english))).toEqual([
      "port 80 is taken",
      "port 8080 is taken",
      "port 8080 is taken by app2",
      "port 8080 is taken by python3 (pid 71)",
      "port taken, perhaps 9000: python3 (pid 71)",
      "could not be started",
      "nothing listens on 81/tcp",
    ]);
  });

  it.each([
    ["Address already in use", "its address is taken"],
    ["failed to set up container networking: Address already in use", "its address is taken"],
    [
      "user specified IP address is supported only when connecting to networks with user configured subnets",
      "its network does not have its address",
    ],
    [
      "failed to set up container networking: invalid endpoint settings:\nuser-specified IP address is supported only when connecting to networks with user configured subnets",
      "its network does not have its address",
    ],
    [
      "invalid endpoint settings:\nno configured subnet or ip-range contain the IP address 10.1.2.3",
      "its network does not have its address",
    ],
    [
      "Invalid address 10.1.2.3: It does not belong to any of this network's subnets",
      "its network does not have its address",
    ],
    [
      "network-scoped alias is supported only for containers in user defined networks",
      "joins Docker's own network with an alias or an address",
    ],
    [
      "network-scoped aliases are only supported for user-defined networks",
      "joins Docker's own network with an alias or an address",
    ],
    [
      "user specified IP address is supported on user defined networks only",
      "joins Docker's own network with an alias or an address",
    ],
    [
      "user-specified IP address is supported on user-defined networks only",
      "joins Docker's own network with an alias or an address",
    ],
    ["Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use", "port 80 is taken"],
    ["failed to bind host port 0.0.0.0:8081/tcp: address already in use", "port 8081 is taken"],
  ])("are known from the engine's words, of old and new engines: %s", (detail, brief) => {
    const problem = { kind: "not-started", detail } as const;
    expect(problemBrief(problem, english)).toBe(brief);
    expect(problemText(problem, english)).toMatch(
      brief.startsWith("port") ? /of the host is in use\.$/u : /^The engine could not start it because .*\. .*\.$/u,
    );
  });

  it("say what to do", () => {
    expect(problemText({ kind: "loopback-only", port: 80, protocol: "tcp", address: "127.0.0.1" }, english)).toMatch(
      /Let it listen on 0\.0\.0\.0\.$/u,
    );
    const dead = { kind: "dead-namespace", owner: "vpn" } as const;
    expect(problemText({ ...dead, how: "restarted" }, english)).toMatch(/^vpn, .* Restart this container\.$/u);
    expect(problemText({ ...dead, how: "stopped" }, english)).toMatch(/Start vpn, then restart this container\.$/u);
    expect(problemText({ ...dead, how: "removed" }, english)).toMatch(/Create this container again\.$/u);
  });
});

describe("the reachable address", () => {
  const local = { kind: "socket", path: "/s", address: "unix:///s", source: "default" } as const;
  const far = { kind: "ssh", host: "build.example", address: "ssh://build.example", source: "context" } as const;
  const published = (hostIp: string) => ({ hostIp, hostPort: 8443, containerPort: 443, protocol: "tcp" });

  it.each([
    ["0.0.0.0", "localhost:8443", "build.example:8443"],
    ["::", "localhost:8443", "build.example:8443"],
    ["192.0.2.7", "192.0.2.7:8443", "192.0.2.7:8443"],
    ["127.0.0.1", "127.0.0.1:8443", "build.example:8443"],
    ["2001:db8::1", "[2001:db8::1]:8443", "[2001:db8::1]:8443"],
  ])("of a publish on %s", (hostIp, here, there) => {
    expect(reachableAddress(published(hostIp), local)).toBe(here);
    expect(reachableAddress(published(hostIp), far)).toBe(there);
    expect(urlOf(here, 443)).toBe(`https://${here}/`);
  });
});
