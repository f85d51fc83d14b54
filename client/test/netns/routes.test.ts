import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProcRoutes } from "../../src/netns/procRoutes";
import { parseRouteJson } from "../../src/netns/routeJson";
import { parseRouteText } from "../../src/netns/routeText";
import { routeLines } from "../../src/netns/renderRoutes";
import type { Route } from "../../src/netns/model";
import { procSample, sample, samplesPresent, skipReason } from "../samples";

const rendered = (routes: readonly Route[] | undefined): string[] => routeLines(routes ?? []).map(({ text }) => text);
const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What /proc tells of a route. */
const bare = ({ destination, gateway, device, family }: Route): unknown => ({ destination, gateway, device, family });

describe("what `ip route` printed", () => {
  it.skipIf(!samplesPresent).each(["host", "ipro-host", "ipro-none", "ipro", "two"])(
    `%s: text and JSON are rendered as the text was${skipReason}`,
    (name) => {
      const text = linesOf(sample(`${name}.iproute2.ip-route.txt`));
      expect(rendered(parseRouteText(sample(`${name}.iproute2.ip-route.txt`), "inet"))).toEqual(text);
      const json = name === "host" ? "host.iproute2.ip-j-route.json" : `${name}.iproute2.ip-j-route.json`;
      expect(rendered(parseRouteJson(sample(json), "inet"))).toEqual(text);
    },
  );

  it.skipIf(!samplesPresent)(`of busybox has the same routes as /proc${skipReason}`, () => {
    const { route = "", ipv6_route = "" } = procSample("proc-bridge");
    const busybox = parseRouteText(sample("bridge.busybox.ip-route.txt"), "inet");
    expect(busybox.map(bare)).toEqual(parseProcRoutes(route, ipv6_route).map(bare));
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

  it.skipIf(!samplesPresent).each(["bridge", "cont", "hostbb", "none"])(
    `of busybox in %s is rendered as it was${skipReason}`,
    (name) => {
      // Busybox prints two blanks before `src`.
      const text = linesOf(sample(`${name}.busybox.ip-route.txt`)).map((line) => line.replaceAll(/ +/gu, " "));
      expect(rendered(parseRouteText(sample(`${name}.busybox.ip-route.txt`), "inet"))).toEqual(text);
    },
  );

  it.skipIf(!samplesPresent).each(["host", "ipro-host", "ipro-none", "ipro", "two"])(
    `%s: IPv6 routes of JSON come back from the text that they are rendered as${skipReason}`,
    (name) => {
      const routes = parseRouteJson(sample(`${name}.iproute2.ip-6-j-route.json`), "inet6") ?? [];
      const text = rendered(routes);
      expect(text).toHaveLength(routes.length);
      expect(rendered(parseRouteText(text.join("\n"), "inet6"))).toEqual(text);
    },
  );
});

describe("what /proc held of routes", () => {
  it.skipIf(!samplesPresent)(`is what ip tells, IPv4 and IPv6, without the local table${skipReason}`, () => {
    const { route = "", ipv6_route = "" } = procSample("proc-two");
    const ip = [
      ...(parseRouteJson(sample("two.iproute2.ip-j-route.json"), "inet") ?? []),
      ...(parseRouteJson(sample("two.iproute2.ip-6-j-route.json"), "inet6") ?? []),
    ];
    expect(parseProcRoutes(route, ipv6_route).map(bare)).toEqual(ip.map(bare));
  });

  it("has single addresses and refused destinations", () => {
    const route = [
      "Iface\tDestination\tGateway",
      "eth0\t070200C0\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0",
      "*\t006433C6\t00000000\t0200\t0\t0\t10\t00FFFFFF\t0\t0\t0",
    ].join("\n");
    expect(rendered(parseProcRoutes(route, ""))).toEqual([
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
        rendered(parseProcRoutes(text, text));
        rendered(parseRouteJson(json, "inet6"));
        rendered(parseRouteJson(`[${json}]`, "inet6"));
      }),
    );
  });
});
