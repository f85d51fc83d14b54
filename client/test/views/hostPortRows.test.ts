import { describe, expect, it } from "vitest";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import type { Container } from "../../src/docker/inventory/container";
import { hostPorts } from "../../src/insight/hostPorts";
import { portProblems } from "../../src/insight/portProblems";
import type { Problem } from "../../src/insight/problems";
import { hostPortFacts, hostPortRows } from "../../src/views/trees/hostPortRows";
import { idOf, listed } from "../docker/fakeEngine";
import { english } from "../english";

const published = { Ports: [{ IP: "0.0.0.0", PublicPort: 8080, PrivatePort: 80, Type: "tcp" }] };
const inventory = inventoryFrom([
  listed(idOf(1), "gateway", published),
  listed(idOf(2), "shop", { HostConfig: { NetworkMode: `container:${idOf(1)}` } }),
]);
const silent: Problem = { kind: "nothing-listens", port: 80, protocol: "tcp" };
const lost: Problem = { kind: "dead-namespace", owner: "gateway", how: "restarted" };

function rows(known: Readonly<Record<string, readonly Problem[]>>): readonly unknown[] {
  const problemsOf = ({ name }: Container): readonly Problem[] => known[name] ?? [];
  return hostPortRows({
    engine: "",
    ports: hostPorts(inventory, undefined, []),
    problemsOf: (port) => portProblems(inventory, port, problemsOf),
    l10n: english,
  }).map((row) => {
    const facts = hostPortFacts(row, english).flatMap(({ kind, label }) => (kind === "problem" ? [label] : []));
    return [`${row.label} ${row.description}`, row.icon, ...facts];
  });
}

describe("a port of the host", () => {
  it("says nothing where nothing is known to be wrong", () => {
    const other: Problem = { ...silent, port: 81 };
    for (const known of [{}, { gateway: [other] }, { shop: [lost] }]) {
      expect(rows(known)).toEqual([["8080/tcp gateway -> 80", "arrow-swap"]]);
    }
  });

  it("says that nothing answers behind its publish, and what to do", () => {
    expect(rows({ gateway: [silent] })).toEqual([
      [
        "8080/tcp gateway  nothing listens on 80/tcp  -> 80",
        "warning",
        expect.stringMatching(/^Port 80\/tcp is published, but nothing in the container listens/u),
      ],
    ]);
  });

  it("says first who should answer there and has lost the network that the publish leads to", () => {
    expect(rows({ gateway: [silent], shop: [lost] })).toEqual([
      [
        "8080/tcp gateway  shop has lost its network, nothing listens on 80/tcp  -> 80",
        "warning",
        expect.stringMatching(
          /^shop: It has lost its network: gateway, whose network it shares, was restarted after it\. Restart this container/u,
        ),
        expect.stringMatching(/^Port 80\/tcp is published/u),
      ],
    ]);
  });
});
