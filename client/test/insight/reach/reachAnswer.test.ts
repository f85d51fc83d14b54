import { describe, expect, test } from "vitest";
import { inventoryFrom } from "../../../src/docker/inventory/inventory";
import { answerLines } from "../../../src/insight/answer";
import type { PathSnapshot, Place, PlaceReading } from "../../../src/insight/path/model";
import { targetText } from "../../../src/insight/path/pathText";
import { callersOf } from "../../../src/insight/reach/callsTo";
import { knownPorts } from "../../../src/insight/reach/knownPorts";
import { derivedCalls, reachAnswer, type AskedCall } from "../../../src/insight/reach/reachAnswer";
import type { Tried } from "../../../src/insight/reach/tried";
import type { ListeningSocket, Namespace } from "../../../src/netns/model";
import { english } from "../../english";
import { englishIn, pseudo } from "../../pseudoLanguage";

const ids = { web: "a".repeat(64), api: "b".repeat(64), lone: "c".repeat(64), onHost: "d".repeat(64) };
const networks = { app: "1".repeat(64), apart: "2".repeat(64) };
const tcp = (address: string, port: number): ListeningSocket => ({ protocol: "tcp", family: "inet", address, port });

const container = (name: keyof typeof ids, of: keyof typeof networks | "host", address = "", more = {}): object => ({
  ...{ Id: ids[name], Names: [`/${name}`], State: "running", HostConfig: { NetworkMode: of } },
  NetworkSettings: {
    Networks: of === "host" ? {} : { [of]: { NetworkID: networks[of], IPAddress: address, IPPrefixLen: 24 } },
  },
  ...more,
});

const ofProject = (service: string): object => ({
  Labels: { "com.docker.compose.project": "shop", "com.docker.compose.service": service },
});

const namespace = (device: string, address: string, sockets: ListeningSocket[], gateway?: string): Namespace => ({
  interfaces: [
    { name: "lo", addresses: [{ family: "inet", address: "127.0.0.1", prefix: 8, flags: [] }] },
    { name: device, addresses: [{ family: "inet", address, prefix: 24, flags: [] }] },
  ],
  routes: [
    { family: "inet", destination: address.replace(/\d+$/u, "0/24"), device, flags: [] },
    ...(gateway === undefined ? [] : [{ family: "inet" as const, destination: "default", device, gateway, flags: [] }]),
  ],
  sockets,
  ...{ knownFields: new Set(), ways: ["proc"], texts: new Map() },
});

/** A published service, one of its project beside it, a stranger on another network, and one in host mode. */
function snapshot(sockets: ListeningSocket[]): PathSnapshot {
  const read = (address: string, found: ListeningSocket[], gateway: string): PlaceReading => ({
    namespace: namespace("eth0", address, found, gateway),
    hosts: [{ address: "127.0.0.1", names: ["localhost"] }],
    dns: { servers: ["127.0.0.11"], search: [], options: [] },
    networkNames: new Map(address === "10.0.0.2" ? [["app", ["front"]]] : []),
  });
  const host = namespace("eth0", "192.0.2.1", []);
  const bridge = (id: string, address: string) => namespace(`br-${id.slice(0, 12)}`, address, []);
  const [app, apart] = [bridge(networks.app, "10.0.0.1"), bridge(networks.apart, "10.0.1.1")];

  return {
    inventory: inventoryFrom(
      [
        container("web", "app", "10.0.0.2", {
          Ports: [{ IP: "0.0.0.0", PrivatePort: 80, PublicPort: 8080, Type: "tcp" }],
          ...ofProject("front"),
        }),
        container("api", "app", "10.0.0.3", ofProject("api")),
        container("lone", "apart", "10.0.1.2", ofProject("lone")),
        container("onHost", "host"),
      ],
      [
        { Id: networks.app, Name: "app", Driver: "bridge", Scope: "local" },
        { Id: networks.apart, Name: "apart", Driver: "bridge", Scope: "local" },
      ],
    ),
    engine: { desktop: false, rootless: false, udpAnswers: undefined, names: undefined },
    host: {
      namespace: {
        ...host,
        interfaces: [...host.interfaces, ...app.interfaces.slice(1), ...apart.interfaces.slice(1)],
        routes: [...(host.routes ?? []), ...(app.routes ?? []), ...(apart.routes ?? [])],
        // The engine's proxy listens for the publish.
        sockets: [{ ...tcp("0.0.0.0", 8080), owner: { program: "docker-proxy", pid: 7, containers: [] } }],
      },
      hosts: [{ address: "127.0.0.1", names: ["localhost"] }],
    },
    containers: new Map([
      [ids.web, read("10.0.0.2", sockets, "10.0.0.1")],
      [ids.api, read("10.0.0.3", [], "10.0.0.1")],
      [ids.lone, read("10.0.1.2", [], "10.0.1.1")],
    ]),
    firewall: { inet: new Map(), inet6: new Map(), otherTables: [] },
    forwarding: { inet: true, inet6: false, bridged: { inet: false, inet6: false } },
  };
}

const web = (of: PathSnapshot) => {
  const found = of.inventory.containers.get(ids.web);
  if (found === undefined) throw new Error("there is no web");
  return found;
};

function asked(sockets: ListeningSocket[], place?: Place) {
  const of = snapshot(sockets);
  const question = { container: web(of), ports: [{ port: 80, protocol: "tcp" as const }], place };
  const calls = derivedCalls(of, question);
  const answer = (tried: (call: AskedCall) => Tried | undefined = () => undefined) => {
    const all = calls.map((call) => {
      const found = tried(call);
      return found === undefined ? call : { ...call, tried: found };
    });
    const inAnother = reachAnswer(of, question, all, pseudo);
    const lines = inAnother.evidence.flatMap((each) => [
      each.source,
      ...each.lines.filter((line) => !line.startsWith(" ")),
    ]);
    const sentences = inAnother.sentences.filter((line) => !line.startsWith("    "));
    expect(
      englishIn([inAnother.title, ...sentences, ...lines], "web api lone onHost front app apart localhost br"),
    ).toEqual([]);
    return reachAnswer(of, question, all, english);
  };
  return { calls: calls.map(({ path }) => `${path.place.kind} ${targetText(path.target)} ${path.state}`), answer };
}

test("each place calls it as people there write it, those of its project by the service", () => {
  expect(callersOf(snapshot([]).inventory, web(snapshot([]))).map(({ name }) => name)).toEqual(["api", "lone"]);
  expect(asked([tcp("0.0.0.0", 80)]).calls).toEqual([
    "host localhost:8080 open",
    "outside 192.0.2.1:8080 open",
    "container front:80 open",
    "container front:80 closed",
  ]);
});

test("the verdict stands first, then why and what to do, then each step with what it was known from", () => {
  const { title, sentences, evidence, isWrong } = asked([tcp("0.0.0.0", 80)]).answer();
  expect([title, isWrong]).toEqual(["From where can I reach web at port 80?", false]);
  expect(sentences.slice(0, 5)).toEqual([
    "It can be reached from: this host (localhost:8080), another machine (192.0.2.1:8080), api (front:80).",
    "It cannot be reached from: lone (front:80).",
    "",
    "From lone: The name front is not known here: web is on other networks (app). Put both on one network.",
    "    networks: [app]",
  ]);
  expect(sentences.at(-1)).toBe("This is derived from what was read. Nothing was tried.");
  expect(evidence[0]?.source).toBe("lone -> front:80");
  expect(evidence.flatMap(({ lines }) => lines).join("\n")).toContain("open  The engine's proxy takes 127.0.0.1:8080");
});

test("what is closed for all for one reason says it once", () => {
  const { sentences, isWrong } = asked([tcp("127.0.0.1", 80)]).answer();
  expect(isWrong).toBe(true);
  expect(sentences[0]).toBe(
    "It cannot be reached from: this host (localhost:8080), another machine (192.0.2.1:8080), api (front:80), lone (front:80).",
  );
  expect(sentences.filter((each) => each.includes("listens on 127.0.0.1 alone"))).toEqual([
    expect.stringMatching(/^From this host, another machine, api: /u),
  ]);
});

test("one who calls is answered alone, at each address", () => {
  const { title, sentences } = asked([tcp("0.0.0.0", 80)], { kind: "container", id: ids.api }).answer();
  expect([title, sentences[0]]).toEqual(["Can api reach web?", "api can reach web at front:80."]);
  expect(asked([tcp("0.0.0.0", 80)], { kind: "container", id: ids.onHost }).calls[0]).toContain(":8080");
});

test("names and ports that nobody knows are no answer that it is closed", () => {
  const of = snapshot([]);
  const question = { container: web(of), ports: [], place: undefined };
  const { sentences, isWrong } = reachAnswer(of, question, derivedCalls(of, question), english);
  expect([sentences[0], isWrong]).toEqual([
    "No port of web is known: it publishes none, and nothing was seen to listen in it.",
    false,
  ]);
});

test("one that does not run is said to be so", () => {
  const of = snapshot([]);
  const question = { container: { ...web(of), state: "exited" as const }, ports: [], place: undefined };
  expect(reachAnswer(of, question, [], english).sentences[0]).toBe("web is not running (exited).");
});

test("of very many, twenty are named and the others are counted", () => {
  const of = snapshot([tcp("0.0.0.0", 80)]);
  const question = { container: web(of), ports: [{ port: 80, protocol: "tcp" as const }], place: undefined };
  const [call] = derivedCalls(of, question);
  const { sentences, evidence } = reachAnswer(of, question, call === undefined ? [] : Array(30).fill(call), english);
  expect(sentences[0]).toMatch(/^It can be reached from: (?:this host \(localhost:8080\)(?:, | )){20}and 10 more\.$/u);
  expect([evidence.length, sentences.at(-1)]).toEqual([12, "The steps of 18 more calls are not shown."]);
});

describe("what was tried", () => {
  test("stands beside what was derived, and a disagreement is said above the reasons", () => {
    const { answer } = asked([tcp("0.0.0.0", 80)]);
    const said = answer(({ path }) => {
      if (path.place.kind === "host") return { kind: "connected", http: 200 };
      if (path.place.kind === "outside") return { kind: "not-tried", why: "outside" };
      return { kind: path.state === "open" ? "refused" : "no-name" };
    });
    const lines = answerLines(said, () => "");
    expect(lines).toContain(
      "What was derived is wrong for front:80 from api: The connection was refused. Please report this.",
    );
    expect(lines.filter((line) => line.includes("is wrong for"))).toHaveLength(1);
    expect(lines).toContain("    tried: The connection was accepted, and HTTP was answered with status 200.");
    expect(said.sentences.at(-1)).toBe("What was derived stands beside what was tried, call by call.");
  });

  test("by the engine's proxy proves nothing, unless somebody answers", () => {
    const { answer } = asked([]);
    const hasWrong = (tried: Tried): boolean =>
      answer(({ path }) => (path.place.kind === "host" ? tried : undefined)).sentences.some((line) =>
        line.includes("is wrong for"),
      );
    expect(hasWrong({ kind: "connected" })).toBe(false);
    expect(hasWrong({ kind: "closed-at-once" })).toBe(false);
    expect(hasWrong({ kind: "refused" })).toBe(false);
    expect(hasWrong({ kind: "connected", http: 200 })).toBe(true);
  });
});

test("the ports that are known are those published and those that something listens on", () => {
  const of = snapshot([tcp("0.0.0.0", 443), tcp("127.0.0.11", 40_000), tcp("0.0.0.0", 80)]);
  expect(knownPorts(of, web(of))).toEqual([
    { port: 80, protocol: "tcp" },
    { port: 443, protocol: "tcp" },
  ]);
});
