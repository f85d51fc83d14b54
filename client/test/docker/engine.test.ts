import { chmod } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { act } from "../../src/docker/api/containerActions";
import { createEngine, type Engine } from "../../src/docker/api/engine";
import { EngineError, type EngineFault } from "../../src/docker/fault";
import { runHelper } from "../../src/docker/api/helperContainer";
import { ended, idOf, json, startFakeEngine, type FakeEngine } from "./fakeEngine";

let fake: FakeEngine;
let engine: Engine;

beforeEach(async () => {
  fake = await startFakeEngine();
  engine = createEngine(fake.endpoint, { call: 200, list: 200 });
});
afterEach(() => fake.close());

async function faultOf(call: Promise<unknown>): Promise<EngineFault> {
  try {
    await call;
  } catch (error) {
    if (error instanceof EngineError) return error.fault;
    throw error;
  }
  throw new Error("it succeeded");
}

describe("an engine that misbehaves", () => {
  it("hangs: the call ends with a time-out", async () => {
    fake.answer = () => true;
    expect(await faultOf(engine.version())).toMatchObject({ kind: "timeout", endpoint: fake.endpoint.address });
    expect(await faultOf(engine.listContainers())).toMatchObject({ kind: "timeout" });
    expect(await faultOf(engine.openEvents(undefined, new AbortController().signal))).toMatchObject({
      kind: "timeout",
    });
  });

  it("is slow: the fault names the address, the request and the time", async () => {
    fake.answer = (request) => !(request.url ?? "").endsWith("/exec");
    const named = { kind: "timeout", endpoint: fake.endpoint.address, seconds: 0.2 };
    const id = "0123456789ab".padEnd(64, "0");
    expect(await faultOf(engine.listContainers())).toMatchObject({ ...named, request: "GET /containers/json" });
    expect(await faultOf(engine.inspectContainer(id))).toMatchObject({
      ...named,
      request: "GET /containers/0123456789ab/json",
      detail: "no answer to GET /containers/0123456789ab/json within 0.2 s",
    });
    const { signal } = new AbortController();
    expect(await faultOf(engine.openEvents(undefined, signal))).toMatchObject({ ...named, request: "GET /events" });
  });

  it("is slow in the second request of a call: the fault names that one", async () => {
    fake.answer = (request, response) =>
      (request.url ?? "").endsWith("/exec") ? ended(response, '{"Id":"abc"}') : true;
    expect(await faultOf(engine.exec("0".repeat(64), ["cat"]))).toMatchObject({
      kind: "timeout",
      request: "POST /exec/abc/start",
    });
  });

  it("names no ID of what it has made: nothing is asked about it", async () => {
    fake.answer = (_, response) => ended(response, "{}");
    const made = runHelper(engine.connection, { image: "busybox", command: ["cat"], networkMode: "host" });
    expect(await faultOf(made)).toMatchObject({ kind: "bad-answer" });
    expect(await faultOf(engine.exec("0".repeat(64), ["cat"]))).toMatchObject({ kind: "bad-answer" });
    expect(fake.requests.map((request) => request.split("?")[0])).toEqual([
      "POST /containers/create",
      `POST /containers/${"0".repeat(64)}/exec`,
    ]);
  });

  it("sends half an answer and hangs: the call ends with a time-out", async () => {
    fake.answer = (_, response) => response.write('[{"Id":') || true;
    expect(await faultOf(engine.listContainers())).toMatchObject({ kind: "timeout" });
  });

  it("cuts an answer off: the call ends", async () => {
    fake.answer = (_, response) => {
      response.write('[{"Id":');
      setTimeout(() => response.destroy(), 10);
      return true;
    };
    expect(["timeout", "not-running", "bad-answer"]).toContain((await faultOf(engine.listContainers())).kind);
  });

  it.each(["not json", "{}", "null", '"text"', "<html></html>"])("answers %s: the call says so", async (body) => {
    fake.answer = (_, response) => ended(response, body);
    expect((await faultOf(engine.listContainers())).kind).toBe("bad-answer");
    expect((await faultOf(engine.version())).kind).toBe("bad-answer");
  });

  it("closes an idle connection in the moment in which it is used again: what only asks is sent once more", async () => {
    const asked: string[] = [];
    fake.answer = (request) => {
      asked.push(`${request.method ?? ""} ${request.url?.split("?")[0] ?? ""}`);
      // The first answer on this connection was its last: as where its idle time is over.
      if (answered.has(request.socket)) request.socket.destroy();
      answered.add(request.socket);
      return request.socket.destroyed;
    };
    const answered = new WeakSet();
    await engine.version();
    await engine.version();
    expect(asked).toEqual(["GET /version", "GET /version", "GET /version"]);
    await faultOf(act(engine.connection, idOf(1), "start"));
    expect(asked.slice(3)).toEqual([`POST /containers/${idOf(1)}/start`]);
  });

  it("is no HTTP server at all", async () => {
    fake.answer = (request) => ended(request.socket, "SSH-2.0-OpenSSH\r\n");
    expect((await faultOf(engine.version())).kind).toBe("bad-answer");
  });

  it("is older than what Hostside reads", async () => {
    fake.answer = (_, response) => {
      json(response, { Version: "1.11.0", ApiVersion: "1.23" });
      return true;
    };
    expect(await faultOf(engine.version())).toMatchObject({ kind: "api-too-old" });
  });

  it("reports an error of its own", async () => {
    fake.answer = (_, response) => {
      response.statusCode = 500;
      json(response, { message: "disk \u001b[31mfull\u202e" });
      return true;
    };
    const fault = await faultOf(engine.listContainers());
    expect(fault).toMatchObject({ kind: "engine-error", detail: "disk full", request: "GET /containers/json" });
  });

  it("knows no such container", async () => {
    expect(await faultOf(engine.inspectContainer("0".repeat(64)))).toMatchObject({ kind: "container-gone" });
  });
});

describe("an engine that is not there", () => {
  it("does not run", async () => {
    await fake.close();
    expect(await faultOf(engine.version())).toMatchObject({ kind: "not-running", endpoint: fake.endpoint.address });
    fake = await startFakeEngine();
  });

  it("may not be talked to", async () => {
    if (fake.endpoint.kind === "socket") await chmod(fake.endpoint.path, 0);
    // No socket refuses root, so root is somebody else for as long as it asks.
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.("nobody");
    try {
      expect(await faultOf(engine.version())).toMatchObject({ kind: "permission" });
    } finally {
      if (root) process.seteuid?.(0);
    }
  });
});

describe("a call", () => {
  it("is cancelled by its signal", async () => {
    fake.answer = () => true;
    const controller = new AbortController();
    const call = faultOf(engine.listContainers(undefined, controller.signal));
    controller.abort();
    expect(await call).toMatchObject({ kind: "cancelled" });
    expect(await faultOf(engine.version(controller.signal))).toMatchObject({ kind: "cancelled" });
  });

  it("goes to its own endpoint, whatever DOCKER_HOST says", async () => {
    const before = process.env.DOCKER_HOST;
    for (const value of ["tcp://192.0.2.1:2375", "tcp://:::not a host"]) {
      process.env.DOCKER_HOST = value;
      try {
        expect(await createEngine(fake.endpoint).version()).toEqual({
          product: "docker",
          version: "20.10.24",
          apiVersion: "1.41",
        });
        expect(process.env.DOCKER_HOST).toBe(value);
      } finally {
        if (before === undefined) delete process.env.DOCKER_HOST;
        else process.env.DOCKER_HOST = before;
      }
    }
  });

  it("reads a log that happens to be JSON as text", async () => {
    fake.answer = (_, response) => ended(response, '{"level":"info"}');
    expect(await engine.logs("0".repeat(64), 10)).toEqual({ stdout: '{"level":"info"}', stderr: "" });
  });
});
