import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineError } from "../../src/docker/fault";
import { everyCall } from "./everyCall";
import { httpAnswer, startHostileEngine, transports, type HostileEngine, type Transport } from "./hostileEngine";
import { countUncaught, type Uncaught } from "./uncaught";

/** Where nothing may ever be sent. */
let elsewhere: Server;
let reached: string[];
let hostile: HostileEngine;
let uncaught: Uncaught;

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    reached.push(request.url ?? "");
    response.end("[]");
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
  hostile = await startHostileEngine();
});
afterAll(async () => {
  elsewhere.close();
  await hostile.close();
});
beforeEach(() => {
  reached = [];
  uncaught = countUncaught();
});
afterEach(() => uncaught.stop());

const elsewhereUrl = (): string => `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;

/** Locations, good and bad; `undefined` sends none. */
const locations: readonly (readonly [string, () => string | undefined])[] = [
  ["another server", () => `${elsewhereUrl()}/taken`],
  ["another server, without a scheme", () => `${elsewhereUrl().slice("http:".length)}/taken`],
  ["itself", () => "/elsewhere"],
  ["no scheme that is known", () => "gopher://127.0.0.1/"],
  ["no address", () => "http://%zz:99999999/"],
  ["nothing", () => ""],
  ["no place at all", () => undefined],
  ["JavaScript", () => "javascript:alert(1)"],
];

const redirection = (status: number, location: string | undefined): string =>
  httpAnswer("", `${status} Moved`, location === undefined ? [] : [`Location: ${location}`]);

/** What a call came to: the kind of its fault, or that it had a value. */
async function outcome(transport: Transport, call: string): Promise<{ kind: string; detail: string }> {
  const engine = createEngine(hostile.endpoint(transport), { call: 3_000, list: 3_000 });
  const ending = new AbortController();
  try {
    await everyCall[call]?.(engine, ending.signal);
    return { kind: "value", detail: "" };
  } catch (error) {
    return error instanceof EngineError ? error.fault : { kind: `untyped ${String(error)}`, detail: "" };
  } finally {
    ending.abort();
    engine.connection.close();
  }
}

describe.each([301, 302, 303, 307, 308])("an engine that answers %i", (status) => {
  it.each(locations)("to %s is not followed", async (_, location) => {
    hostile.answer = (_line, socket) => socket.write(redirection(status, location()));
    const before = hostile.requests.length;
    const { kind, detail } = await outcome("unix", "list of containers");
    // Whatever was on its way there has arrived when this has.
    await fetch(`${elsewhereUrl()}/last`);
    expect({ kind, uncaught: uncaught.errors, reached }).toEqual({
      ...{ kind: "bad-answer", uncaught: [], reached: ["/last"] },
    });
    expect(detail).toContain(String(status));
    expect(hostile.requests.length - before).toBe(1);
  });
});

describe.each(transports)("over %s", (transport) => {
  it.each(Object.keys(everyCall))("%s is not followed to another server", async (call) => {
    hostile.answer = (_line, socket) => socket.write(redirection(302, `${elsewhereUrl()}/taken`));
    expect([(await outcome(transport, call)).kind, reached, uncaught.errors]).toEqual(["bad-answer", [], []]);
  });

  it.each(["exec", "shell", "helper"])("%s is not followed where its second request is sent on", async (call) => {
    const second = /\/start[? ]/u;
    hostile.answer = (line: string, socket: Socket) =>
      socket.write(second.test(line) ? redirection(307, `${elsewhereUrl()}/taken`) : httpAnswer('{"Id":"abc"}'));
    expect([(await outcome(transport, call)).kind, reached, uncaught.errors]).toEqual(["bad-answer", [], []]);
  });
});
