import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProcRoutes } from "../../src/netns/parse/procRoutes";
import { parseRouteJson } from "../../src/netns/parse/routeJson";
import { parseRouteText } from "../../src/netns/parse/routeText";
import { routeLines } from "../../src/netns/sections/routes";
import type { Route } from "../../src/netns/model";
import { namespaces, procSample, sample } from "../samples";

const rendered = (routes: readonly Route[] | undefined): string[] => routeLines(routes ?? []).map(({ text }) => text);
/** Without the blanks at the ends; the ways of a route are indented. */
const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");

/** What /proc tells of a route. */
const bare = ({ destination, gateway, device, family }: Route): unknown => ({ destination, gateway, device, family });

describe("what `ip route` printed", () => {
  it.each(namespaces)("%s: text and JSON are rendered as the text was, IPv4 and IPv6", (name) => {
    const text = linesOf(sample(`${name}/ip-route.txt`));
    expect(rendered(parseRouteText(sample(`${name}/ip-route.txt`), "inet"))).toEqual(text);
    expect(rendered(parseRouteJson(sample(`${name}/ip-j-route.json`), "inet"))).toEqual(text);
    const text6 = linesOf(sample(`${name}/ip-6-route.txt`));
    expect(rendered(parseRouteText(sample(`${name}/ip-6-route.txt`), "inet6"))).toEqual(text6);
    expect(rendered(parseRouteJson(sample(`${name}/ip-6-j-route.json`), "inet6"))).toEqual(text6);
  });

  it.each(["bridged", "two", "none"] as const)("%s: of busybox has the same routes as /proc", (name) => {
    const { route, ipv6_route, fib_trie } = procSample(name);
    const busybox = [
      ...parseRouteText(sample(`${name}/busybox-ip-route.txt`), "inet"),
      ...parseRouteText(sample(`${name}/busybox-ip-6-route.txt`), "inet6"),
    ];
    // Those for multicast are of the local table, which busybox does not leave out.
    expect(busybox.filter(({ type }) => type !== "multicast").map(bare)).toEqual(
      parseProcRoutes(route, ipv6_route, fib_trie).map(bare),
    );
  });

  it("keeps what the samples lack: types, metrics, gateways of the other family, words without a value", () => {
    const text = [
      "unreachable 192.0.2.0/24 metric 4096",
      "198.51.100.0/24 via inet6 fe80::1 dev eth0 proto static metric 100 onlink",
      "203.0.113.0/24 dev docker0 proto kernel scope link src 203.0.113.1 linkdown",
    ];
    const routes = parseRouteText(text.join("\n"), "inet");
    expect(routes[1]).toMatchObject({ gateway: "fe80::1", device: "eth0", flags: ["onlink"] });
    expect(rendered(routes)).toEqual(text);
  });

  it("of several ways keeps each of them, from text and from JSON", () => {
    const text = [
      "default proto static metric 20",
      "\tnexthop via 192.0.2.1 dev eth0 weight 1",
      "\tnexthop via inet6 fe80::1 dev eth1 weight 2 linkdown",
      "198.51.100.0/24 dev eth0 scope link",
    ];
    expect(rendered(parseRouteText(text.join("\n"), "inet"))).toEqual(text);
    const json = [
      {
        ...{ dst: "default", protocol: "static", metric: 20, flags: [] },
        nexthops: [
          { gateway: "192.0.2.1", dev: "eth0", weight: 1, flags: [] },
          { via: { family: "inet6", host: "fe80::1" }, dev: "eth1", weight: 2, flags: ["linkdown"] },
        ],
      },
      { dst: "198.51.100.0/24", dev: "eth0", scope: "link", flags: [] },
    ];
    expect(rendered(parseRouteJson(JSON.stringify(json), "inet"))).toEqual(text);
    expect(parseRouteText("\tnexthop via 192.0.2.1 dev eth0", "inet")).toEqual([]);
  });

  it.each(namespaces)("of busybox in %s is rendered as it was", (name) => {
    // Busybox prints two blanks before `src` and `metric`.
    const told = (file: string): string[] => linesOf(sample(file)).map((line) => line.replaceAll(/ +/gu, " "));
    expect(rendered(parseRouteText(sample(`${name}/busybox-ip-route.txt`), "inet"))).toEqual(
      told(`${name}/busybox-ip-route.txt`),
    );
    expect(rendered(parseRouteText(sample(`${name}/busybox-ip-6-route.txt`), "inet6"))).toEqual(
      told(`${name}/busybox-ip-6-route.txt`),
    );
  });
});

describe("what /proc held of routes", () => {
  it.each(["bridged", "two", "none"] as const)("%s: is what ip tells, without the local table", (name) => {
    const { route, ipv6_route, fib_trie } = procSample(name);
    const ip = [
      ...(parseRouteJson(sample(`${name}/ip-j-route.json`), "inet") ?? []),
      ...(parseRouteJson(sample(`${name}/ip-6-j-route.json`), "inet6") ?? []),
    ];
    expect(parseProcRoutes(route, ipv6_route, fib_trie).map(bare)).toEqual(ip.map(bare));
  });

  it("has the routes of all kinds that a container was given, IPv4 and IPv6", () => {
    const { route, ipv6_route, fib_trie } = procSample("routed");
    const found = rendered(parseProcRoutes(route, ipv6_route, fib_trie));
    expect(found).toEqual([
      "default via 10.77.0.1 dev eth0",
      "10.77.0.0/24 dev eth0 scope link",
      "192.0.2.0/25 via 10.77.0.9 dev eth0 metric 50",
      // Of several ways the file has the first.
      "198.51.100.0/24 via 10.77.0.10 dev eth0",
      "unreachable 203.0.113.0/24",
      "2001:db8:7::/48 via fd00:77::9 dev eth0 metric 50",
      "2001:db8:8::1 via fd00:77::9 dev eth0 metric 1024",
      "unreachable 2001:db8:9::/48 dev lo metric 1024",
      "fd00:77::/64 dev eth0 metric 256",
      "fe80::/64 dev eth0 metric 256",
      "default via fd00:77::1 dev eth0 metric 1024",
    ]);
  });

  it("has those of a host, each IPv6 route beside its own interface, and both ways of one that has two", () => {
    const { route, ipv6_route, fib_trie } = procSample("host");
    const found = parseProcRoutes(route, ipv6_route, fib_trie);
    const told = parseRouteText(sample("host/ip-6-route.txt"), "inet6").filter(({ type }) => type === undefined);
    // The file has an entry for each way, where ip has one with all of them.
    const expected = told.flatMap((one) =>
      (one.nexthops ?? [one]).map(({ gateway, device }) => bare({ ...one, gateway, device })),
    );
    expect(found.filter(({ family, type }) => family === "inet6" && type === undefined).map(bare)).toEqual(expected);
    expect(rendered(found)).toEqual(
      expect.arrayContaining([
        "default via 198.51.100.1 dev eth0 metric 100",
        "192.0.2.192/26 via 198.51.100.2 dev eth0",
        "192.0.2.200 via 198.51.100.3 dev eth0",
        "203.0.113.6 dev eth0 scope link",
        "prohibit 203.0.113.16/28",
        "blackhole 203.0.113.32/27",
        "unreachable 203.0.113.64/26 metric 4096",
        "unreachable 2001:db8:4::/48 dev lo metric 1024",
        "2001:db8:6::/48 via 2001:db8:1::3 dev eth0 metric 1024",
        "default via fe80::1 dev eth0 metric 512",
      ]),
    );
  });

  it("has single addresses and refused destinations", () => {
    const route = [
      "Iface\tDestination\tGateway",
      "eth0\t070200C0\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0",
      "*\t006433C6\t00000000\t0200\t0\t0\t10\t00FFFFFF\t0\t0\t0",
    ].join("\n");
    expect(rendered(parseProcRoutes(route, "", ""))).toEqual([
      "192.0.2.7 dev eth0 scope link",
      "unreachable 198.51.100.0/24 metric 10",
    ]);
  });
});

describe("any bytes", () => {
  it("never make a parser of routes throw", () => {
    const word = fc.constantFrom(
      "default",
      "via",
      "dev",
      "inet6",
      "nexthop",
      "192.0.2.1",
      "\n",
      "eth0\t",
      "00000000",
      "f".repeat(32),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ maxLength: 6 }))), fc.json(), (words, json) => {
        const text = words.join(" ");
        rendered(parseRouteText(text, "inet"));
        rendered(parseProcRoutes(text, text, text));
        rendered(parseRouteJson(json, "inet6"));
        rendered(parseRouteJson(`[${json}]`, "inet6"));
      }),
    );
  });
});
