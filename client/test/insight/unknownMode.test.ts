import { expect, it } from "vitest";
import { inventoryFrom, withModes } from "../../src/docker/inventory/inventory";
import { grouped } from "../../src/insight/grouping";
import { contestedPorts, hostPorts } from "../../src/insight/hostPorts";
import { summarize } from "../../src/insight/rowText";
import { modeText } from "../../src/insight/summary";
import { containerRow, detailRows } from "../../src/views/trees/containerRows";
import { idOf, listedByPodman } from "../docker/fakeEngine";
import { english } from "../english";

/** As Podman lists a container and one that shares its network: both with its address and its port. */
const place = {
  NetworkSettings: { Networks: { podman: { NetworkID: "podman", IPAddress: "10.88.0.2" } } },
  Ports: [{ PrivatePort: 80, PublicPort: 8080, Type: "tcp" }],
};
const unknown = inventoryFrom([listedByPodman(idOf(1), "web", place), listedByPodman(idOf(2), "side", place)]);
const told = withModes(
  unknown,
  new Map([
    [idOf(1), { kind: "network", name: "podman" }],
    [idOf(2), { kind: "container", target: idOf(1) }],
  ]),
);
const shown = (inventory: typeof unknown) => [...inventory.containers.values()];

it("is said in plain words where the mode of a container would stand", () => {
  for (const container of shown(unknown)) {
    expect(summarize(unknown, container, english)).toBe("8080->80  network mode not known");
    expect(modeText(unknown, container, english)).toBe("not known");
    const source = { engine: "", inventory: unknown, l10n: english };
    expect(containerRow(source, container)).toMatchObject({
      icon: "question",
      spoken: `Container ${container.name}, running, publishes 8080->80, network mode not known`,
    });
    expect(detailRows(source, container)[0]).toMatchObject({
      label: "not known",
      description: "network mode not known yet",
    });
  }
  expect(shown(told).map((container) => summarize(told, container, english))).toEqual([
    "8080->80  podman 10.88.0.2",
    "shares web's network",
  ]);
});

it.each(["mode", "network"] as const)("is a group of its own by %s", (grouping) => {
  const { groups } = grouped(unknown, { grouping, filter: "", stopped: true }, english);
  expect(groups.map(({ label, containers }) => [label, containers.length])).toEqual([["network mode not known", 2]]);
});

it("makes no second holder of a published port", () => {
  for (const inventory of [unknown, told]) {
    const ports = hostPorts(inventory, undefined, []);
    expect(ports.map(({ port, owner }) => [port, owner.kind])).toEqual([[8080, "publish"]]);
    expect(contestedPorts(ports).size).toBe(0);
  }
});
