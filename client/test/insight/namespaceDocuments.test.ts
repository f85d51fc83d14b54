import { describe, expect, it } from "vitest";
import { planFrom } from "../../src/docker/api/containerPlan";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { namespaceTable } from "../../src/insight/namespaceTable";
import { cellAt } from "../../src/insight/textTable";
import { publisherOf } from "../../src/insight/publishers";
import { sectionLines } from "../../src/insight/sectionLines";
import type { SectionId } from "../../src/netns/sections/table";
import type { Namespace } from "../../src/netns/model";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";
import { appText, hostText, lo, namespace, side } from "./namespaceSamples";

describe("a table", () => {
  it("has interfaces by namespaces, points to who is the same, and says who could not be read", () => {
    const host = namespace(hostText);
    const fault = { kind: "stopped", container: "side", exitCode: 1, plan: planFrom({}) } as const;
    const sides = [
      side("host", host),
      side("app1", namespace(appText)),
      side("app2", host),
      side("side", undefined, { fault }),
    ];
    expect(namespaceTable(sides, english).map(({ text }) => text)).toEqual([
      "interface    │ host          │ app1          │ app2 (= host)",
      "─────────────┼───────────────┼───────────────┼──────────────",
      "lo           │ 127.0.0.1/8   │ 127.0.0.1/8   │ =",
      "eth0         │ 192.0.2.2/24  │ 172.17.0.2/16 │ =",
      "docker0      │ 172.17.0.1/16 │               │ =",
      "veth1 (app1) │ no address    │               │ =",
      "",
      "# side: side is not running (exit code 1). A stopped container has no network namespace: start it, then compare.",
    ]);
  });

  it("knows what each cell is about, to its last column", () => {
    const host = namespace(hostText);
    const sides = [side("host", host), side("app1", namespace(appText)), side("app2", host)];
    const lines = namespaceTable(sides, english);
    const about = (start: string, text: string): (string | undefined)[] => {
      const line = lines.find((each) => each.text.startsWith(start)) ?? { text: "" };
      const column = line.text.indexOf(text);
      const [first, last] = [cellAt(line, column), cellAt(line, column + text.length)];
      expect(last).toEqual(first);
      return [first?.side?.name, first?.entry?.name, first?.address?.address];
    };
    expect(about("eth0", "172.17.0.2/16")).toEqual(["app1", "eth0", "172.17.0.2"]);
    expect(about("eth0", "192.0.2.2/24")).toEqual(["host", "eth0", "192.0.2.2"]);
    // Both have one, which are not the same.
    expect(about("eth0", "eth0")).toEqual([undefined, undefined, undefined]);
    expect(about("docker0", "docker0")).toEqual(["host", "docker0", undefined]);
    expect(about("veth1", "no address")).toEqual(["host", "veth1", undefined]);
    expect(about("eth0", "=")).toEqual([undefined, undefined, undefined]);
  });
});

describe("a document", () => {
  const options = { raw: false, nameOf: () => undefined };

  it("says what is not known, and what is none", () => {
    const shown = (held: Namespace, part: "routes" | "dns" | "sockets"): string | undefined =>
      sectionLines(side("app1", held), part, options, english)[0]?.text;
    const partial = namespace(appText);
    expect(shown(partial, "dns")).toMatch(/^# Not known: /u);
    expect(shown(partial, "routes")).toMatch(/^# Not known: /u);
    expect(shown({ ...partial, sockets: [] }, "sockets")).toBe("# nothing listens");
    expect(shown({ ...partial, routes: [] }, "routes")).toBe("# no routes");
  });

  it("known from the engine alone says so on top, with what hindered the rest", () => {
    const told: Namespace = { ...namespace(appText), ways: ["inspect"], refusal: "exec: sh: not found" };
    const lines = sectionLines(side("app1", told), "addresses", options, english).map(({ text }) => text);
    expect(lines.slice(0, 3)).toEqual([
      "# This was read from docker inspect only, which names no interfaces.",
      "# exec: sh: not found",
      "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default",
    ]);
  });

  it("names the container that a proxy of the engine listens for, on the host alone", () => {
    const published = inventoryFrom([
      listed(idOf(1), "app1", { Ports: [{ IP: "0.0.0.0", PublicPort: 2000, PrivatePort: 80, Type: "tcp" }] }),
    ]);
    const socket = { protocol: "tcp", family: "inet", address: "0.0.0.0", port: 2000 } as const;
    const sockets = [
      { ...socket, owner: { program: "docker-proxy", containers: [] } },
      { ...socket, port: 2001, owner: { program: "docker-proxy", containers: [] } },
      { ...socket, owner: { program: "nginx", containers: [] } },
    ];
    const shown = (name: string): string[] =>
      sectionLines(
        side(name, { ...namespace(hostText), sockets }),
        "sockets",
        { ...options, publisherOf: publisherOf(published) },
        english,
      ).map(({ text }) => text.replace(/^.*? {4,}/u, ""));
    expect(shown("host")).toEqual(["docker-proxy (for app1)", "docker-proxy", "nginx"]);
    expect(shown("app2")).toEqual(shown("host"));
    expect(shown("app1")).toEqual(["docker-proxy", "docker-proxy", "nginx"]);
  });

  it("shows raw texts as they were printed, without what cannot be seen", () => {
    const held = namespace(`${appText}       valid_lft 86\u001b[31m0sec preferred_lft 860sec\n`);
    const raw = sectionLines(side("app1", held), "addresses", { ...options, raw: true }, english).map(
      ({ text }) => text,
    );
    expect(raw.join("\n")).toContain("       valid_lft 860sec preferred_lft 860sec");
    expect(raw[0]).toBe(lo.split("\n")[0]);
  });

  it("of a stopped container says where it will be", () => {
    const plan = planFrom({
      HostConfig: {
        Dns: ["192.0.2.53"],
        DnsSearch: ["corp.example"],
        PortBindings: {
          "80/tcp": [{ HostIp: "", HostPort: "8080" }],
          "53/udp": [{ HostIp: "127.0.0.1", HostPort: "" }],
        },
      },
      NetworkSettings: {
        Networks: { two: { IPAMConfig: { IPv4Address: "10.98.7.9" } }, bridge: { IPAMConfig: null } },
      },
    });
    const fault = { kind: "stopped", container: "app2", exitCode: 0, plan } as const;
    const own = side("app1", undefined, { fault });
    const said = (part: SectionId): string[] =>
      sectionLines(own, part, options, english)
        .slice(2)
        .map(({ text }) => text);
    expect(said("addresses")).toEqual(["# Requested address on two: 10.98.7.9"]);
    expect(said("dns")).toEqual(["# DNS servers: 192.0.2.53", "# DNS search domains: corp.example"]);
    expect(said("sockets")).toEqual(["# Published ports: 8080 -> 80/tcp, 127.0.0.1:? -> 53/udp"]);
    // In host mode nothing is published, whatever was asked for.
    expect(sectionLines(side("app2", undefined, { fault }), "sockets", options, english)).toHaveLength(2);
    const lines = sectionLines(side("app2", undefined, { fault }), "addresses", options, english).map(
      ({ text }) => text,
    );
    expect(lines[0]).toMatch(/^# app2 is not running/u);
    expect(lines[1]).toBe("# Network mode: host");
  });
});
