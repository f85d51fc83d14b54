import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { containerFrom } from "../../src/docker/inventory/container";
import { networkModeFrom } from "../../src/docker/api/networkMode";
import { diffInventory, inventoryFrom, withContainers } from "../../src/docker/inventory/inventory";
import { isReachableAddress, reachableAddress, urlOf } from "../../src/insight/reachable";
import { idOf, listed } from "./fakeEngine";

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
    const published = [
      { hostIp: "0.0.0.0", hostPort: 2000, containerPort: 80, protocol: "tcp" },
      { hostIp: "::", hostPort: 2000, containerPort: 80, protocol: "tcp" },
    ];
    expect(containerFrom({ ...record, State: "running" })?.published).toEqual(published);
    expect(containerFrom(record)).toEqual({
      id: idOf(1),
      name: "app1",
      image: "nginx:alpine",
      state: "exited",
      exitCode: 1,
      mode: { kind: "network", name: "bridge" },
      attachments: [{ network: "bridge" }],
      // What has ended publishes nothing, whatever the engine still lists.
      published: [],
      composeProject: "tutorial",
      composeService: "app1",
    });
  });

  it.each([
    ["running", "172.17.0.2"],
    ["exited", undefined],
    ["created", undefined],
    ["dead", undefined],
  ])("that is %s has the address %s, whatever the engine still lists", (State, address) => {
    const Networks = {
      bridge: { NetworkID: "n1", IPAddress: "172.17.0.2", IPPrefixLen: 16, MacAddress: "02:42:ac:11:00:02" },
    };
    const container = containerFrom(listed(idOf(1), "a", { State, NetworkSettings: { Networks } }));
    expect(container?.attachments[0]?.address).toBe(address);
    expect(container?.attachments).toMatchObject([{ network: "bridge", networkId: "n1" }]);
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
