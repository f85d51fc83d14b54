import { describe, expect, it } from "vitest";
import { planFrom } from "../../src/docker/api/containerPlan";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { besideEachOther } from "../../src/insight/besideEachOther";
import { containerTable } from "../../src/insight/containerTable";
import { explainLine } from "../../src/insight/explainLine";
import { explainFlag, explainWord } from "../../src/insight/glossary";
import { namespaceTable } from "../../src/insight/namespaceTable";
import { sidesInCommon } from "../../src/insight/inCommon";
import type { Side } from "../../src/insight/readSubjects";
import { sectionLines } from "../../src/insight/sectionLines";
import { ownVerdictOf, shortVerdict, verdict } from "../../src/insight/verdict";
import { unknownFieldsText, waysText } from "../../src/insight/wayText";
import type { Namespace } from "../../src/netns/model";
import { sections, type Shown } from "../../src/netns/sections/table";
import { englishIn, pseudo } from "../pseudoLanguage";
import { idOf, listed } from "../docker/fakeEngine";
import { appText, hostText, lo, namespace, side } from "./namespaceSamples";

const data = "app1 app2 side web docker0 shop example lan sshd a b nginx far dev";
const parts: readonly Shown[] = [...sections.map(({ id }) => id), "everything"];

const full = (text: string, device: string): Namespace => ({
  ...namespace(text),
  routes: [
    { family: "inet", destination: "default", gateway: "172.17.0.1", device, flags: [] },
    { family: "inet", destination: "172.17.0.0/16", device, flags: [] },
    { family: "inet", destination: "10.0.0.0/8", type: "unreachable", flags: [] },
  ],
  sockets: [
    { protocol: "tcp", family: "inet", address: "0.0.0.0", port: 80, owner: { program: "nginx", containers: [] } },
    { protocol: "tcp", family: "inet", address: "127.0.0.1", port: 81 },
    { protocol: "udp", family: "inet", address: "172.17.0.2", port: 82, uid: 7 },
    { protocol: "tcp", family: "inet", address: "127.0.0.11", port: 83 },
  ],
});
const host = full(hostText, "eth0");
const app = full(appText, "eth0");
const bare: Namespace = { ...namespace(lo), routes: [], sockets: [] };
const plan = planFrom({});
const faults: readonly Side[] = [
  side("app1", undefined, { fault: { kind: "stopped", container: "app1", exitCode: 1, plan } }),
  side("app1", undefined, { fault: { kind: "unreadable", container: "app1", paused: true, detail: "" } }),
  side("app1", host, { fault: { kind: "gone", container: "app1" } }),
];
const sides: readonly Side[] = [
  side("host", host),
  side("app1", app),
  side("app2", host),
  side("side", host),
  side("app1", bare),
  side("app1", namespace(lo)),
  side("app1", bare, { orphaned: true }),
  side("app1", { ...app, ways: ["inspect"] }),
  ...faults,
];
const pairs = sides.flatMap((left) => sides.filter((right) => right !== left).map((right) => [left, right] as const));

/** What `ip` prints stands as it is; comments are ours. */
const comments = (lines: readonly { readonly text: string }[]): string[] =>
  lines.flatMap(({ text }) => (text.startsWith("#") ? [text] : []));

describe("in another language nothing is said in English", () => {
  it("in what a comparison comes to", () => {
    const said = pairs.flatMap(([left, right]) =>
      parts.flatMap((part) => [verdict(left, right, pseudo, part), shortVerdict(left, right, pseudo, part)]),
    );
    expect(said.filter((each) => each !== "").length).toBeGreaterThan(100);
    expect(englishIn([...said, ...sides.map((each) => ownVerdictOf(each, pseudo))], data)).toEqual([]);
  });

  it("in comments of documents", () => {
    const options = { raw: false, nameOf: () => undefined };
    const said = sides.flatMap((each) => parts.flatMap((part) => comments(sectionLines(each, part, options, pseudo))));
    const arranged = pairs.flatMap(([left, right]) => {
      const both = sidesInCommon([left, right]);
      return [true, false].flatMap((all) =>
        besideEachOther(both[0] ?? left, both[1] ?? right, all, pseudo).flatMap((each) =>
          (each?.groups ?? []).map(({ heading = "" }) => heading),
        ),
      );
    });
    expect(englishIn([...said, ...arranged], `${data} ip addr route resolv conf etc`)).toEqual([]);
    expect(new Set([...said, ...arranged]).size).toBeGreaterThan(10);
  });

  it("of how a namespace was read, and what only one way tells", () => {
    const ways = (["inspect", "proc", "exec", "helper"] as const).map((way) => ({ ...app, ways: [way] }));
    const said = [
      ...ways.map((each) => waysText([{ name: "app1", namespace: each }], pseudo)),
      waysText(
        ["app1", "app2", "side", "web", "far", "a", "b"].map((name) => ({ name, namespace: app })),
        pseudo,
      ),
      unknownFieldsText(["flags", "mtu", "mac", "qdisc", "lifetimes", "routeProtocol", "routeSource"], pseudo),
    ];
    expect(englishIn(said, `${data} proc ip exec`)).toEqual([]);
  });

  it("in the tables of several", () => {
    const inventory = inventoryFrom([
      listed(idOf(1), "app1"),
      listed(idOf(2), "app2", { HostConfig: { NetworkMode: "host" } }),
      listed(idOf(3), "side", { HostConfig: { NetworkMode: `container:${idOf(2)}` } }),
    ]);
    const lines = [...containerTable(sides, inventory, pseudo), ...namespaceTable(sides, pseudo)];
    expect(
      englishIn(
        lines.flatMap(({ text }) => text.split("│")),
        data,
      ),
    ).toEqual([]);
  });

  it("in hovers over each word of a document", () => {
    const options = { raw: false, nameOf: () => undefined };
    const said = sides.flatMap((each) => {
      if (each.namespace === undefined) return [];
      const others = [{ name: "app1", namespace: app }];
      const context = { ...each, container: each.container, host, others, namespace: each.namespace };
      return sectionLines(each, "everything", options, pseudo).flatMap((line) =>
        [line.text, ...line.text.split(/[\s<>,]+/u)].flatMap((word) => explainLine(line, word, context, pseudo)),
      );
    });
    const flags = "UP LOWER_UP NO-CARRIER LOOPBACK BROADCAST MULTICAST POINTOPOINT NOARP PROMISC M-DOWN MASTER SLAVE";
    const words =
      "mtu qdisc qlen state master group inet inet6 brd peer scope global link host valid_lft preferred_lft link-netnsid " +
      "nodad dynamic noprefixroute tentative deprecated secondary temporary via default dev proto src metric linkdown " +
      "nameserver search options altname";
    const glossary = [
      ...flags.split(" ").map((flag) => explainFlag(flag, pseudo)),
      ...words.split(" ").map((word) => explainWord(word, pseudo)),
    ];
    expect(glossary).not.toContain(undefined);
    expect(new Set(said).size).toBeGreaterThan(20);
    expect(englishIn([...said, ...glossary.map(String)], `${data} MASTER SLAVE`)).toEqual([]);
  });
});
