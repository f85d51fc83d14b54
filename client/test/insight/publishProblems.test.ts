import { describe, expect, it } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { problemBrief, problemText } from "../../src/insight/problems";
import { publishProblems } from "../../src/insight/publishProblems";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";
import { listenersIn, port, tables } from "./socketSamples";

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
      brief.startsWith("port")
        ? /^Port \d+ of the host is in use: the engine could not start it\.$/u
        : /^The engine could not start it because .*\. .*\.$/u,
    );
  });

  it("say what to do", () => {
    expect(problemText({ kind: "loopback-only", port: 80, protocol: "tcp", address: "127.0.0.1" }, english)).toMatch(
      /Let it listen on 0\.0\.0\.0\.$/u,
    );
    const dead = { kind: "dead-namespace", owner: "vpn" } as const;
    expect(problemText({ ...dead, how: "restarted" }, english)).toMatch(
      /^It has lost its network: vpn, .* Restart this container\.$/u,
    );
    expect(problemText({ ...dead, how: "stopped" }, english)).toMatch(/Start vpn, then restart this container\.$/u);
    expect(problemText({ ...dead, how: "removed" }, english)).toMatch(/Create this container again\.$/u);
  });
});
