import { rm } from "node:fs/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import type { Endpoint } from "../../src/docker/endpoint/endpoint";
import { logEngines } from "../../src/docker/inventory/engineLog";
import { EngineSet } from "../../src/docker/inventory/engineSet";
import { namedLogger, type Logger } from "../../src/platform/logger";
import { recordingLogger } from "../recordingLogger";
import { eventLine, idOf, json, listed, startFakeEngine, type FakeEngine } from "./fakeEngine";

let fake: FakeEngine;
let engines: EngineSet;
let lines: string[];
let named: Endpoint;

beforeEach(async () => {
  fake = await startFakeEngine();
  fake.containers = [listed(idOf(1), "one")];
  named = { ...fake.endpoint, source: "context", context: "lab" };
  const recording = recordingLogger();
  lines = recording.lines;
  const logOf = (key: string): Logger => (key === "" ? recording.log : namedLogger(recording.log, key));
  engines = new EngineSet({
    connect: (key) => Promise.resolve(createEngine(named, { call: 2_000, list: 2_000 }, undefined, logOf(key))),
    endpoint: () => Promise.resolve(named),
    log: logOf,
  });
  logEngines(engines, recording.log);
});
afterEach(async () => {
  engines.stop();
  await fake.close();
});

const at = (level: string): string[] => lines.filter((line) => line.startsWith(`${level} `));

/** Without what differs from run to run. */
const steady = (line: string): string =>
  line
    .replaceAll(fake.endpoint.address, "ENGINE")
    .replace(/\d+ ms/u, "N ms")
    .replace(/unix:\S+/u, "ENGINE");

it("says which engine is shown, what named it, and what kind it is", async () => {
  fake.info = { OSType: "linux", SecurityOptions: ["name=rootless"] };
  await engines.ready();
  expect(at("info").map(steady)).toEqual([
    "info Connecting to the engine.",
    'info The engine is at ENGINE, which the Docker context "lab" names.',
    "info The engine answers: Docker 20.10.24, API 1.41, linux, rootless.",
  ]);
});

it("says each change of an engine's state once, with its reason", async () => {
  await engines.ready();
  lines.length = 0;
  const socket = fake.endpoint.kind === "socket" ? fake.endpoint.path : "";
  await rm(socket);
  fake.cut();
  await vi.waitFor(() => expect(engines.primary.live.status.kind).toBe("fault"), 10_000);
  const attempts = fake.requests.length;
  // One more attempt that fails is the same state.
  await engines.primary.live.follow();
  await vi.waitFor(
    () => expect(at("debug").filter((line) => line.includes("/events")).length).toBeGreaterThan(2),
    10_000,
  );
  expect(fake.requests.length).toBe(attempts);
  expect(at("info").map((line) => line.replace(socket, "SOCKET"))).toEqual([
    "info The engine cannot be shown (not-running): connect ENOENT SOCKET.",
  ]);
});

it("names an engine that was added before each of its lines, without its user", async () => {
  await engines.ready();
  lines.length = 0;
  engines.show(["ssh://me@lab.example.com"]);
  await engines.session("ssh://me@lab.example.com").live.ready();
  engines.show([]);
  expect(at("info").map(steady)).toEqual([
    "info ssh://lab.example.com: Connecting to the engine.",
    'info ssh://lab.example.com: The engine is at ENGINE, which the Docker context "lab" names.',
    "info ssh://lab.example.com: The engine answers: Docker 20.10.24, API 1.41, linux.",
    "info ssh://lab.example.com: This engine is no longer shown.",
  ]);
  expect(at("debug").every((line) => line.startsWith("debug ssh://lab.example.com: "))).toBe(true);
});

it("writes each request with its status and milliseconds, and nothing of its query", async () => {
  await engines.ready();
  fake.send(eventLine(idOf(1), "start"));
  await vi.waitFor(() => expect(fake.requests.filter((each) => each.includes(idOf(1)))).toHaveLength(1), 10_000);
  await vi.waitFor(() => expect(at("debug").length).toBe(fake.requests.length), 10_000);
  expect(new Set(at("debug").map(steady))).toEqual(
    new Set(
      ["/events", "/version", "/info", "/containers/json", "/networks"].map((path) => `debug GET ${path}: 200 in N ms`),
    ),
  );
});

it("writes the events at the level trace, and why their stream ended", async () => {
  await engines.ready();
  fake.send(eventLine(idOf(1), "start"));
  await vi.waitFor(() => expect(at("trace")).toEqual([`trace Event: container start ${idOf(1).slice(0, 12)}`]), 10_000);
  fake.cut();
  await vi.waitFor(
    () => expect(lines.filter((line) => line.startsWith("debug The event stream has ended: "))).toHaveLength(1),
    10_000,
  );
});

it("writes why a request was refused, took too long or was given up", async () => {
  const { log, lines: heard } = recordingLogger();
  const engine = createEngine(named, { call: 200, list: 200 }, undefined, log);
  fake.answer = (request, response) => {
    if (request.url?.endsWith("/exec") !== true) return true;
    response.statusCode = 409;
    json(response, { message: "Container one is paused" });
    return true;
  };
  await expect(engine.exec(idOf(1), ["sh", "-c", "echo secret"])).rejects.toThrow();
  await expect(engine.inspectContainer(idOf(1))).rejects.toThrow(/timeout/u);
  const leaving = new AbortController();
  const left = engine.inspectContainer(idOf(1), leaving.signal);
  leaving.abort();
  await expect(left).rejects.toThrow(/cancelled/u);
  await vi.waitFor(() => expect(heard).toHaveLength(3), 10_000);
  const short = idOf(1).slice(0, 12);
  expect(heard.map((line) => line.replace(/\d+ ms/u, "N ms"))).toEqual([
    `debug POST /containers/${short}/exec: 409 in N ms, container-not-running: Container one is paused`,
    `debug GET /containers/${short}/json: no answer in N ms, timeout: no end within 200 ms`,
    `debug GET /containers/${short}/json: cancelled after N ms`,
  ]);
});

it("writes no value of a container's environment and no label", async () => {
  const secret = "hunter2hunter2";
  fake.containers = [{ ...listed(idOf(1), "one"), Labels: { token: secret } }];
  fake.answer = (request, response) => {
    if (request.url?.endsWith(`${idOf(1)}/json`) !== true) return false;
    json(response, { Id: idOf(1), Config: { Env: [`PASSWORD=${secret}`], Labels: { token: secret } }, State: {} });
    return true;
  };
  const [session] = await engines.ready();
  const { status } = session?.live ?? {};
  if (status?.kind !== "ready") throw new Error("the engine does not answer");
  await status.engine.inspectContainer(idOf(1));
  await status.engine.exec(idOf(1), ["env", secret]).catch(() => undefined);
  expect(at("debug").length).toBeGreaterThan(5);
  expect(lines.join("\n")).not.toContain(secret);
});
