import { describe, expect, it } from "vitest";
import {
  diffInventory,
  findContainer,
  inventoryFrom,
  namespaceOwner,
  sharersOf,
  withContainers,
  withNetworks,
} from "../../src/docker/inventory/inventory";
import { idOf, listed } from "./fakeEngine";

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
    // Whoever follows an engine asks for the same one.
    expect(diffInventory(before, after)).toBe(diffInventory(before, after));
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
