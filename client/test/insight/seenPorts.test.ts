import { describe, expect, it } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { portsForOthers, withSharers } from "../../src/insight/seenPorts";
import type { ListeningSocket } from "../../src/netns/model";
import { idOf, listed } from "../docker/fakeEngine";

const socket = (port: number, address: string, protocol: "tcp" | "udp" = "tcp"): ListeningSocket => {
  return { protocol, family: address.includes(":") ? "inet6" : "inet", address, port };
};

describe("what a container listens on for others", () => {
  it("is each port once, in order, without those of the loopback address", () => {
    const listening = [
      ...[socket(8080, "0.0.0.0"), socket(8080, "::"), socket(80, "192.0.2.1"), socket(53, "0.0.0.0", "udp")],
      ...[socket(9000, "127.0.0.1"), socket(9001, "::1"), socket(36463, "127.0.0.11")],
    ];
    expect(portsForOthers(listening)).toEqual([
      { port: 53, protocol: "udp" },
      { port: 80, protocol: "tcp" },
      { port: 8080, protocol: "tcp" },
    ]);
  });

  it("leaves out a high port of UDP, by which a client gets its answers", () => {
    const listening = [socket(45123, "0.0.0.0", "udp"), socket(45123, "0.0.0.0")];
    expect(portsForOthers(listening)).toEqual([{ port: 45123, protocol: "tcp" }]);
  });
});

it("asks of all that run in one network namespace, each once", () => {
  const inMode = (number: number, name: string, mode: string, State = "running") =>
    listed(idOf(number), name, { HostConfig: { NetworkMode: mode }, State });
  const inventory = inventoryFrom([
    inMode(1, "web", "host"),
    inMode(2, "side", `container:${idOf(1)}`),
    inMode(3, "gone", `container:${idOf(1)}`, "exited"),
    inMode(4, "other", "host"),
  ]);
  const [web, side] = ["web", "side"].map((name) =>
    [...inventory.containers.values()].find((each) => each.name === name),
  );
  if (web === undefined || side === undefined) throw new Error("they are not there");
  const names = (of: (typeof web)[]): string[] => withSharers(inventory, of).map(({ name }) => name);
  expect(names([web])).toEqual(["web", "side"]);
  expect(names([web, side])).toEqual(["web", "side"]);
});
