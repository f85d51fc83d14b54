import { Readable } from "node:stream";
import { type IncomingHttpHeaders, IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { jsonOf, successful } from "../../src/docker/api/answer";
import { planFrom } from "../../src/docker/api/containerPlan";
import type { EngineFacts } from "../../src/docker/api/engineFacts";
import { type EngineFaultKind, faultFrom } from "../../src/docker/fault";
import { runText } from "../../src/insight/exit/explainExit";
import { checkTexts } from "../../src/insight/exit/explainHealth";
import { healthText, type HealthReason } from "../../src/insight/exit/healthReason";
import { engineFaultBrief } from "../../src/insight/engineFaultBrief";
import { explainEngineFault, explainNamespaceFault } from "../../src/insight/explainFault";
import type { PortHolder } from "../../src/insight/portHolder";
import type { DropReason, Finding, Instead } from "../../src/insight/path/model";
import { hopText } from "../../src/insight/path/pathText";
import { remedyOf } from "../../src/insight/path/remedy";
import { problemBrief, problemText, type Problem } from "../../src/insight/problems";
import { triedText, type NotTried, type Tried } from "../../src/insight/reach/tried";
import type { WhyUnresolved } from "../../src/insight/unresolvedInLog";
import type { NamespaceFault } from "../../src/netns/read/fault";
import { hostModeHere } from "../../src/walk/hostModeHere";
import { manyPortsAnswer } from "../../src/walk/manyPorts";
import { walks } from "../../src/walk/table";
import { englishIn, pseudo } from "../pseudoLanguage";

const data = "app1 web db shop front back api eth0 br0 sshd python3 DOCKER-USER busybox";

const engineFaults: Record<EngineFaultKind, true> = {
  ...{ "not-installed": true, "not-running": true, permission: true, unreachable: true, tls: true, "host-key": true },
  ...{ ssh: true, timeout: true, "api-too-old": true, "bad-endpoint": true, "unsupported-endpoint": true },
  ...{ "container-gone": true, "container-not-running": true, forbidden: true, "engine-error": true },
  ...{ "bad-answer": true, cancelled: true },
};

/** What an engine answers. */
function answer(statusCode: number, headers: IncomingHttpHeaders = {}): IncomingMessage {
  const message = Object.assign(new IncomingMessage(new Socket()), { statusCode, headers });
  message.push(null);
  return message;
}

describe("in another language nothing is said in English", () => {
  it("of what is wrong with an engine", () => {
    const kinds = Object.keys(engineFaults) as EngineFaultKind[];
    const said = kinds.flatMap((kind) => {
      const fault = { kind, detail: "web", endpoint: "unix:///s" };
      const asked = { ...fault, request: "GET /", seconds: 20 };
      const faults = [fault, asked, { ...asked, product: "podman" as const }, { kind, detail: "web" }];
      return [...faults.map((each) => explainEngineFault(each, pseudo)), engineFaultBrief(kind, pseudo)];
    });
    expect(englishIn(said, `${data} unix s GET TLS ssh`)).toEqual([]);
  });

  it.each([
    ["an error without words", () => successful(answer(500), "GET")],
    ["an error of a proxy without a name", () => successful(answer(599), "GET")],
    ["a redirection", () => successful(answer(301, { location: "http://127.0.0.1/" }), "GET")],
    ["a redirection to nowhere", () => successful(answer(302), "GET")],
    ["no JSON", () => jsonOf(Readable.from([Buffer.from("<html>")]), 100)],
    ["a large answer", () => jsonOf(Readable.from([Buffer.alloc(2048)]), 1024)],
  ])("of an answer that is %s", async (_, ask) => {
    const fault = faultFrom(await ask().catch((error: unknown) => error));
    expect(englishIn([explainEngineFault(fault, pseudo)], "HTTP Internal Server Error JSON kB")).toEqual([]);
  });

  it("of a namespace that cannot be read", () => {
    const at = { container: "app1", exitCode: 1, plan: planFrom({}) };
    const faults: { [Kind in NamespaceFault["kind"]]: Extract<NamespaceFault, { kind: Kind }> } = {
      stopped: { kind: "stopped", ...at },
      restarting: { kind: "restarting", ...at },
      gone: { kind: "gone", ...at },
      unreadable: { kind: "unreadable", container: "app1", paused: false, detail: "" },
      helper: { kind: "helper", image: "busybox", detail: "" },
      "no-host": { kind: "no-host" },
      engine: { kind: "engine", fault: { kind: "cancelled", detail: "" } },
    };
    const all = [...Object.values(faults), { ...faults.unreadable, paused: true }];
    expect(
      englishIn(
        all.map((fault) => explainNamespaceFault(fault, pseudo)),
        data,
      ),
    ).toEqual([]);
  });

  it("of a container's problem", () => {
    const by: PortHolder = { port: 80, name: "web", pid: 7 };
    const reason = { line: "x", port: 80 };
    const whys: { [Kind in WhyUnresolved["kind"]]: Extract<WhyUnresolved, { kind: Kind }> } = {
      ...{ "host-mode": { kind: "host-mode" }, "default-bridge": { kind: "default-bridge" } },
      ...{ "no-network": { kind: "no-network" }, "host-gateway": { kind: "host-gateway" }, nobody: { kind: "nobody" } },
      stopped: { kind: "stopped", container: "db" },
      "without-name": { kind: "without-name", container: "db" },
      elsewhere: { kind: "elsewhere", container: "db", networks: ["back"] },
    };
    const port = { port: 80, protocol: "tcp" };
    const problems: { [Kind in Problem["kind"]]: Extract<Problem, { kind: Kind }>[] } = {
      "port-taken": [
        { kind: "port-taken", reason },
        { kind: "port-taken", reason, by },
      ].flatMap((each) => [
        each as Extract<Problem, { kind: "port-taken" }>,
        { ...(each as Extract<Problem, { kind: "port-taken" }>), reason: { line: "x" } },
      ]),
      "not-started": [
        { kind: "not-started", detail: "no such thing" },
        { kind: "not-started", detail: "listen tcp4 0.0.0.0:8080: bind: address already in use" },
        { kind: "not-started", detail: "listen tcp4 0.0.0.0:8080: bind: address already in use", by },
        { kind: "not-started", detail: "Address already in use" },
      ],
      "port-forbidden": [
        { kind: "port-forbidden", reason },
        { kind: "port-forbidden", reason: { line: "x" } },
      ],
      "name-in-log": Object.values(whys).map((why) => ({ kind: "name-in-log", name: "db", line: "x", why })),
      "crash-loop": [1, 2].map((restarts) => ({ kind: "crash-loop", restarts, exitCode: 1 })),
      "dead-namespace": (["restarted", "stopped", "removed"] as const).map((how) => ({
        ...{ kind: "dead-namespace", owner: "web", how },
      })),
      "nothing-listens": [
        { kind: "nothing-listens", ...port },
        { kind: "nothing-listens", ...port, instead: 81 },
      ],
      "wrong-protocol": [{ kind: "wrong-protocol", ...port, listens: "udp" }],
      "loopback-only": [{ kind: "loopback-only", ...port, address: "127.0.0.1" }],
      "unresolved-name": [["back"], ["back", "front"]].map((networks) => ({
        ...{ kind: "unresolved-name", name: "db", networks },
      })),
    };
    const all: Problem[] = Object.values(problems).flat();
    const said = all.flatMap((problem) => [problemText(problem, pseudo), problemBrief(problem, pseudo)]);
    expect(englishIn(said, data)).toEqual([]);
  });

  it("of a health check", () => {
    const listening = { kind: "nothing-listens", port: 80, listens: [81, 82] } as const;
    const reasons: { [Kind in HealthReason["kind"]]: Extract<HealthReason, { kind: Kind }>[] } = {
      "program-missing": [{ kind: "program-missing", program: "web" }],
      timeout: [{ kind: "timeout", output: "web" }],
      "nothing-listens": [listening, { ...listening, listens: [] }, { ...listening, published: 81 }],
      "other-family": [{ kind: "other-family", port: 80, asked: "IPv6", host: "web" }],
      "other-address": [{ kind: "other-address", port: 80, addresses: ["10.0.0.2"] }],
      failed: [{ kind: "failed", exitCode: 1 }],
    };
    const said = Object.values(reasons)
      .flat()
      .map((reason) => healthText(reason, pseudo));
    expect(englishIn(said, data)).toEqual([]);
  });

  it("of the engine's record of a container", () => {
    const run = { running: false, exitCode: 1, startedAt: "2026", finishedAt: "2026", restarts: 2 };
    const health = {
      isShell: false,
      words: ["web"],
      status: "unhealthy",
      failingStreak: 3,
      last: { exitCode: 1, output: "" },
    };
    const said = [runText(run, pseudo), runText({ ...run, running: true }, pseudo), ...checkTexts(health, pseudo)];
    expect(englishIn(said, data)).toEqual([]);
  });

  it("of each step of a way, of what to do about it and of what became of a call", () => {
    const target = { host: "web", port: 80, protocol: "tcp" } as const;
    const said = findings.flatMap((finding) => {
      const hop = { kind: "place", state: "closed", finding, evidence: [] } as const;
      return [hopText(hop, pseudo), remedyOf(hop, target, pseudo)?.sentence ?? ""];
    });
    const tried: Record<Exclude<Tried["kind"], "connected" | "not-tried">, true> = {
      ...{ refused: true, unreachable: true, silent: true, "no-name": true, "closed-at-once": true },
    };
    const untried: Record<NotTried, true> = {
      ...{ udp: true, outside: true, elsewhere: true, "no-program": true, "not-running": true, "too-many": true },
      unclear: true,
    };
    const calls: Tried[] = [
      { kind: "connected" },
      { kind: "connected", http: 200 },
      ...(Object.keys(tried) as (keyof typeof tried)[]).map((kind): Tried => ({ kind })),
      ...(Object.keys(untried) as NotTried[]).map((why): Tried => ({ kind: "not-tried", why })),
    ];
    const all = [...said, ...calls.map((call) => triedText(call, pseudo))];
    expect(englishIn(all, data)).toEqual([]);
    expect(new Set(said).size).toBeGreaterThan(findings.length);
  });

  it("in a walk", () => {
    const says = walks.flatMap(({ steps }) =>
      steps.flatMap(({ actions }) =>
        actions.flatMap((action) =>
          action.kind === "try" ? Object.values(action.says).map((say) => say(pseudo, 80)) : [],
        ),
      ),
    );
    expect(says.length).toBeGreaterThan(0);
    const facts = { version: "28.5.2", os: "linux", product: "docker" } as unknown as EngineFacts;
    const engines = [
      ...[{}, { os: "windows" }, { desktop: true }, { rootless: true }, { usernsRemap: true }, { product: "podman" }],
      { desktop: true, version: "20.10.0" },
    ];
    const here = engines.map((more) => hostModeHere({ ...facts, ...more } as EngineFacts, pseudo).text);
    const cost = { milliseconds: 900, proxies: 2 };
    const unseen = { milliseconds: 900, proxies: undefined };
    const costs = [cost, unseen].flatMap((each) => {
      const { title, sentences } = manyPortsAnswer(
        100,
        { published: each, host: each },
        { published: "docker", host: "docker" },
        pseudo,
      );
      return [title, ...sentences];
    });
    expect(englishIn([...says, ...here, ...costs], `${data} Desktop`)).toEqual([]);
  });
});

const insteads: { [Kind in Instead["kind"]]: Extract<Instead, { kind: Kind }> } = {
  nothing: { kind: "nothing" },
  loopback: { kind: "loopback", address: "127.0.0.1" },
  "other-address": { kind: "other-address", address: "10.0.0.2" },
  "other-family": { kind: "other-family", address: "::" },
  "other-protocol": { kind: "other-protocol", protocol: "udp" },
  "published-as": { kind: "published-as", containerPort: 81 },
  "port-inside": { kind: "port-inside", container: "web", hostPort: 8080 },
  "other-ports": { kind: "other-ports", ports: [81, 82] },
};
const drops: Record<DropReason, true> = {
  ...{ internal: true, icc: true, isolation: true, "loopback-publish": true, user: true, other: true },
};
const named = { name: "web", party: "web" };
const at = { address: "10.0.0.2", network: "back" };
const socket = { protocol: "tcp", family: "inet", address: "0.0.0.0", port: 80 } as const;
const listening = { where: "web", address: "10.0.0.2", port: 80, protocol: "tcp" } as const;
const byKind: { [Kind in Finding["kind"]]: Extract<Finding, { kind: Kind }>[] } = {
  "not-running": [{ kind: "not-running", ...named, state: "exited" }],
  paused: [{ kind: "paused", ...named }],
  "dead-namespace": [{ kind: "dead-namespace", ...named }],
  unreadable: [{ kind: "unreadable", ...named, refusal: "" }],
  answered: (["hosts", "docker"] as const).map((by) => ({ kind: "answered", by, addresses: ["10.0.0.2"], ...named })),
  "other-network": [{ kind: "other-network", ...named, networks: ["back"] }],
  "host-mode-name": [{ kind: "host-mode-name", ...named }],
  "sharer-name": [{ kind: "sharer-name", ...named }],
  "stopped-name": [{ kind: "stopped-name", ...named }],
  "asked-by-host-mode": [{ kind: "asked-by-host-mode", ...named }],
  "default-bridge-name": [{ kind: "default-bridge-name", ...named }],
  "host-gateway-unknown": [{ kind: "host-gateway-unknown", ...named }],
  "answered-by-some": [{ kind: "answered-by-some", ...named, addresses: ["10.0.0.2"] }],
  "other-servers": [{ kind: "other-servers", ...named, servers: ["192.0.2.1"] }],
  "no-route": [true, false].flatMap((internal) =>
    (["inet", "inet6"] as const).map((family) => ({ kind: "no-route" as const, ...at, family, internal })),
  ),
  "no-family": (["inet", "inet6"] as const).map((family) => ({ kind: "no-family", family, where: "web" })),
  "no-way-from-outside": [{ kind: "no-way-from-outside", ...at }],
  routed: [
    { kind: "routed", ...at, device: "eth0" },
    { kind: "routed", ...at, device: "eth0", gateway: "10.0.0.1" },
  ],
  tentative: [{ kind: "tentative", ...at }],
  local: [{ kind: "local", ...at }],
  "nobody-there": [{ kind: "nobody-there", ...at }],
  elsewhere: [{ kind: "elsewhere", ...at }],
  "same-network": [
    { kind: "same-network", ...at, party: { kind: "host" } },
    { kind: "same-network", ...at, party: { kind: "container", id: "a", name: "web" } },
  ],
  "own-parent": [{ kind: "own-parent", network: "back", parent: "eth0" }],
  "not-forwarded": (["inet", "inet6"] as const).map((family) => ({ kind: "not-forwarded", family })),
  dnat: [{ kind: "dnat", from: "10.0.0.1:80", to: "10.0.0.2:80", rule: "x" }],
  proxy: [{ kind: "proxy", from: "10.0.0.1:80", to: "10.0.0.2:80", container: "web" }],
  passed: [{ kind: "passed", chain: "DOCKER-USER" }],
  dropped: (Object.keys(drops) as DropReason[]).map((why) => ({
    kind: "dropped",
    chain: "DOCKER-USER",
    rule: "x",
    why,
  })),
  "rule-unclear": [{ kind: "rule-unclear", chain: "DOCKER-USER", rule: "x" }],
  "firewall-unread": (["not-root", "elsewhere", "failed"] as const).map((unread) => ({
    ...{ kind: "firewall-unread", unread },
  })),
  "no-way-back": [{ kind: "no-way-back", name: "web", to: "10.0.0.1" }],
  "answers-from": [true, false].map((proxy) => ({ kind: "answers-from", ...at, asked: "10.0.0.3", proxy })),
  listens: [
    { kind: "listens", where: "web", socket },
    { kind: "listens", where: "web", socket: { ...socket, owner: { program: "sshd", containers: [] } } },
  ],
  "not-listening": Object.values(insteads).map((instead) => ({ kind: "not-listening", ...listening, instead })),
};
const findings: readonly Finding[] = Object.values(byKind).flat();
