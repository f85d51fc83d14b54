import { describe, expect, it } from "vitest";
import type { PlaceRange } from "../../../shared/protocol";
import type { ExpectedService, NetworkPlace, ProjectPlaces } from "../../../shared/projectPlaces";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import type { KnownEngine } from "../../src/insight/composeProblems";
import { contradictions } from "../../src/insight/contradictions";
import type { Route } from "../../src/netns/model";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";
import { englishIn, pseudo } from "../pseudoLanguage";

const file = "/p/compose.yaml";
const line = (number: number): PlaceRange => ({
  start: { line: number, character: 2 },
  end: { line: number, character: 5 },
});

/** The service web on line 1: `2001:80` on line 4, its network back on line 6. */
const expected: ExpectedService = {
  mode: "networks",
  modeRange: line(1),
  ports: [
    {
      ...{ range: line(4), protocol: "tcp", target: { first: 80, last: 80 } },
      published: { first: 2001, last: 2001, address: { kind: "any" } },
    },
  ],
  networks: [{ range: line(6), name: "p_back" }],
};

function places(more: Partial<ExpectedService> = {}, networks: readonly NetworkPlace[] = []): ProjectPlaces {
  const service = { name: "web", range: line(1), ports: [], listens: [], starts: true };
  return {
    projects: [{ name: "p", files: [file], parts: [] }],
    services: [{ ...service, expected: { ...expected, ...more } }],
    networks,
  };
}

const labels = (more: object = {}) => ({
  "com.docker.compose.project": "p",
  "com.docker.compose.service": "web",
  "com.docker.compose.project.config_files": file,
  "com.docker.compose.project.working_dir": "/p",
  ...more,
});
const port = (hostPort: number, address = "0.0.0.0") => ({
  ...{ IP: address, PublicPort: hostPort, PrivatePort: 80, Type: "tcp" },
});
const on = (networks: Record<string, string>) => ({
  Networks: Object.fromEntries(
    Object.entries(networks).map(([name, address]) => [name, { IPAddress: address, IPPrefixLen: 16 }]),
  ),
});
const web = {
  Labels: labels(),
  Ports: [port(2001), port(2001, "::")],
  HostConfig: { NetworkMode: "p_back" },
  NetworkSettings: on({ p_back: "172.20.0.2" }),
};

/** Networks as `GET /networks` tells them. */
const network = (name: string, subnet: string, more: object = {}) => ({
  ...{ Id: name, Name: name, Driver: "bridge", Scope: "local", IPAM: { Config: [{ Subnet: subnet }] } },
  ...more,
});
const back = network("p_back", "172.20.0.0/16");

function engine(
  containers: readonly object[],
  networks: readonly object[] = [back],
  swarm: KnownEngine["facts"]["swarm"] = "none",
): KnownEngine {
  return {
    ...{ name: "", key: "", inventory: inventoryFrom(containers, networks), problems: () => [] },
    facts: { desktop: false, rootless: false, swarm },
  };
}

const found = (at: ProjectPlaces, ...engines: KnownEngine[]): string[] => {
  const inAnother = contradictions(file, at, engines, pseudo).map(({ message }) => message);
  expect(englishIn(inAnother, "p web back front new shared cache tun fd")).toEqual([]);
  return contradictions(file, at, engines, english).map(
    ({ range, severity, code, message }) => `${range.start.line} ${severity} ${code} ${message}`,
  );
};
const drift = (at: ProjectPlaces, container: object): string[] =>
  found(at, engine([listed(idOf(1), "p-web-1", { ...web, ...container })]));

const again = "`docker compose up -d web` would create it again, as it is written here.";

describe("a running container that was made with other values than the file has", () => {
  it("is said on the port, with what it publishes", () => {
    expect(drift(places(), {})).toEqual([]);
    expect(drift(places(), { Ports: [port(2000), port(2000, "::")] })).toEqual([
      `4 information drift p-web-1 runs with 2000->80. ${again}`,
    ]);
    expect(drift(places(), { Ports: [] })).toEqual([
      `4 information drift p-web-1 runs without a published port. ${again}`,
    ]);
  });

  it("is said of a port that the file does not have any more", () => {
    const ports = [port(2001), port(2001, "::"), { ...port(9443), PrivatePort: 443 }];
    expect(drift(places(), { Ports: ports })).toEqual([
      `1 information drift p-web-1 also publishes 9443->443. ${again}`,
    ]);
    expect(drift(places({ ports: [] }), {})).toEqual([`1 information drift p-web-1 also publishes 2001->80. ${again}`]);
  });

  it("is said where the port is bound to another address, which is the dangerous half", () => {
    const [item] = expected.ports ?? [];
    const local = { first: 2001, last: 2001, address: { kind: "one", family: "ipv4", address: "127.0.0.1" } } as const;
    const ports = item === undefined ? [] : [{ ...item, published: local }];
    expect(drift(places({ ports }), {})).toHaveLength(1);
    expect(drift(places({ ports }), { Ports: [port(2001, "127.0.0.1")] })).toEqual([]);
  });

  it("is said on the mode, and then of nothing else", () => {
    const host = { HostConfig: { NetworkMode: "host" }, NetworkSettings: on({ host: "" }), Ports: [] };
    expect(drift(places(), host)).toEqual([`1 information drift p-web-1 runs in host mode. ${again}`]);
    expect(drift(places({ mode: "host", networks: [], ports: [] }), host)).toEqual([]);
    expect(drift(places({ mode: "host", networks: [], ports: [] }), {})).toEqual([
      `1 information drift p-web-1 runs on network p_back. ${again}`,
    ]);
  });

  it("is said on the network that it is not on, and on its fixed address", () => {
    const onBoth = [...expected.networks, { range: line(7), name: "p_front" }];
    const networks = [back, network("p_front", "172.21.0.0/16")];
    const container = listed(idOf(1), "p-web-1", web);
    expect(found(places({ networks: onBoth }), engine([container], networks))).toEqual([
      `7 information drift p-web-1 is not on network p_front. ${again}`,
    ]);
    const fixed = [{ range: line(6), name: "p_back", address: { text: "172.20.0.9", range: line(8) } }];
    expect(drift(places({ networks: fixed }), {})).toEqual([
      `8 information drift p-web-1 has the address 172.20.0.2 on network p_back. ${again}`,
    ]);
  });

  it("is said of a fixed address of IPv6, however its zeros are written", () => {
    const on6 = { Networks: { p_back: { IPAddress: "172.20.0.2", GlobalIPv6Address: "fd00::9" } } };
    const fixed = (text: string) =>
      places({ networks: [{ range: line(6), name: "p_back", address6: { text, range: line(8) } }] });
    expect(drift(fixed("fd00:0::9"), { NetworkSettings: on6 })).toEqual([]);
    expect(drift(fixed("fd00::a"), { NetworkSettings: on6 })).toEqual([
      `8 information drift p-web-1 has the address fd00::9 on network p_back. ${again}`,
    ]);
  });

  it("is none where something else made it, or nothing is certain", () => {
    const other = { Ports: [port(2000)] };
    const drifts = (more: object, at = places()): string[] => drift(at, { ...other, ...more });
    expect(drifts({})).toHaveLength(1);
    expect(drifts({ Labels: labels({ "com.docker.compose.oneoff": "True" }) })).toEqual([]);
    expect(drifts({ Labels: labels({ "com.docker.compose.project": "q" }) })).toEqual([]);
    const twoFiles = labels({ "com.docker.compose.project.config_files": `${file},/p/dev.yaml` });
    expect(drifts({ Labels: twoFiles })).toEqual([]);
    expect(drifts({ State: "exited", Status: "Exited (0) 1 second ago" })).toEqual([]);
    const { mode, modeRange, networks } = expected;
    expect(
      drifts(
        {},
        { ...places(), services: [{ ...firstOf(places()), expected: { ...(mode && { mode }), modeRange, networks } }] },
      ),
    ).toEqual([]);
    const internal = network("p_back", "172.20.0.0/16", { Internal: true });
    expect(found(places(), engine([listed(idOf(1), "p-web-1", { ...web, Ports: [] })], [internal]))).toEqual([]);
  });

  it("is said once for many of a service", () => {
    const containers = [1, 2, 3].map((number) => listed(idOf(number), `p-web-${number}`, { ...web, Ports: [] }));
    expect(found(places(), engine(containers))).toHaveLength(1);
  });
});

function firstOf({ services: [first] }: ProjectPlaces): ProjectPlaces["services"][number] {
  return first ?? expect.fail("no service");
}

describe("networks and addresses of the engine", () => {
  const external = { range: line(9), name: "shared", external: true, subnets: [] };
  const own = {
    range: line(9),
    name: "p_new",
    external: false,
    subnets: [{ range: line(11), subnet: "172.20.5.0/24" }],
  };

  it("are said to be missing where the file joins one from outside", () => {
    const lacking =
      "9 information missing-network The engine has no network shared: docker compose up would fail. Create it: `docker network create shared`.";
    expect(found(places({}, [external]), engine([]))).toEqual([lacking]);
    expect(found(places({}, [external]), engine([], [back, network("shared", "172.22.0.0/16")]))).toEqual([]);
    expect(found(places({}, [external]), engine([], [back], "worker"))).toEqual([]);
    expect(found(places({}, [external]), engine([], []))).toEqual([]);
  });

  it("are said to have a subnet that the file wants", () => {
    expect(found(places({}, [own]), engine([]))).toEqual([
      "11 information subnet-held Subnet 172.20.5.0/24 meets network p_back (172.20.0.0/16): docker compose up would fail. Choose another subnet, or remove that network.",
    ]);
    expect(found(places({}, [{ ...own, name: "p_back" }]), engine([]))).toEqual([]);
    expect(found(places({}, [{ ...own, driver: "overlay" }]), engine([]))).toEqual([]);
    expect(found(places({}, [own]), engine([], [network("far", "172.20.0.0/16", { Scope: "swarm" })]))).toEqual([]);
  });

  it("are said to have a subnet that meets a route of the host", () => {
    const withRoutes = (...routes: Route[]): KnownEngine => {
      return { ...engine([]), hostPorts: { ports: [], isHostRead: true, isCurrent: true, routes } };
    };
    const route = (destination: string, device: string): Route => ({ family: "inet", destination, device, flags: [] });
    const free = { ...own, subnets: [{ range: line(11), subnet: "10.8.0.0/16" }] };
    expect(found(places({}, [free]), withRoutes(route("10.8.0.0/24", "tun0")))).toEqual([
      "11 information subnet-routed Subnet 10.8.0.0/16 meets a route of the host, 10.8.0.0/24 by tun0: of the addresses in both, the host reaches containers or that network, not both. Choose another subnet.",
    ]);
    for (const [destination, device] of [
      ["default", "eth0"],
      ["0.0.0.0/1", "tun0"],
      ["10.9.0.0/24", "tun0"],
      ["10.8.0.0/16", "br-0123456789ab"],
    ] as const) {
      expect(found(places({}, [free]), withRoutes(route(destination, device)))).toEqual([]);
    }
    const lan = { ...free, driver: "macvlan" };
    expect(found(places({}, [lan]), withRoutes(route("10.8.0.0/24", "eth0")))).toEqual([]);
  });

  it("are said to have given a fixed address to another", () => {
    const address = { text: "172.20.0.2", range: line(8) };
    const at = places({ networks: [{ range: line(6), name: "p_back", address }] });
    const other = listed(idOf(2), "cache", { ...web, Labels: {} });
    expect(found(at, engine([other]))).toEqual([
      "8 information address-held Address 172.20.0.2 on network p_back is held by container cache: web would not start. Stop that, or choose another address.",
    ]);
    expect(found(at, engine([listed(idOf(1), "p-web-1", web)]))).toEqual([]);
  });

  it("are not those of the usual engine where the project runs on another", () => {
    const usual = engine([]);
    expect(found(places({}, [external]), usual, engine([listed(idOf(1), "p-web-1", web)]))).toEqual([]);
  });
});
