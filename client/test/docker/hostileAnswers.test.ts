import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineError } from "../../src/docker/fault";
import { inventoryFrom } from "../../src/docker/inventory/inventory";
import { everyCall } from "./everyCall";
import { idOf } from "./fakeEngine";
import { httpAnswer, startHostileEngine, type HostileEngine } from "./hostileEngine";
import { countUncaught, type Uncaught } from "./uncaught";

let hostile: HostileEngine;
let uncaught: Uncaught;

beforeAll(async () => {
  hostile = await startHostileEngine();
});
afterAll(() => hostile.close());
beforeEach(() => (uncaught = countUncaught()));
afterEach(() => uncaught.stop());

/** The value of a call to an engine that answers these bytes, or the kind of its fault. */
async function answerTo(call: string, bytes: string, then: "end" | "reset" | "stay" = "end"): Promise<unknown> {
  hostile.answer = (_line, socket) => {
    socket.write(bytes, () => {
      if (then === "end") socket.end();
      if (then === "reset") socket.resetAndDestroy();
    });
  };
  const engine = createEngine(hostile.endpoint("tcp"), { call: 500, list: 500 });
  const ending = new AbortController();
  try {
    return await everyCall[call]?.(engine, ending.signal);
  } catch (error) {
    if (error instanceof EngineError) return error.fault.kind;
    throw error;
  } finally {
    ending.abort();
    engine.connection.close();
    await expect.poll(() => hostile.open(), { timeout: 5_000 }).toBe(0);
    expect(uncaught.errors).toEqual([]);
  }
}

const lists = ["list of containers", "list of networks", "list of services", "list of images"];
const whole = ["version", "inspection"];

describe("a body that is not what was asked for", () => {
  it.each(["", "{", "{}", "null", "0", '"text"', "true", '{"length":1e9,"0":{}}', "[", "[}", "\u0000", "[1,]", "NaN"])(
    "%j is no list",
    async (body) => {
      for (const call of lists) expect([call, await answerTo(call, httpAnswer(body))]).toEqual([call, "bad-answer"]);
    },
  );

  it.each(["", "{", "null", "0", '"text"', "true", "[]", "\u0000", '{"a":1}{"b":2}'])(
    "%j is no object",
    async (body) => {
      for (const call of whole) expect([call, await answerTo(call, httpAnswer(body))]).toEqual([call, "bad-answer"]);
    },
  );

  it.each([
    '{"message":{"toString":1}}',
    '{"message":""}',
    '{"message":["a"],"error":7}',
    "[]",
    "null",
    "<html></html>",
    "",
    '{"__proto__":{"message":"polluted"}}',
  ])("%j explains a failure, or does not", async (body) => {
    for (const call of Object.keys(everyCall)) {
      expect([call, await answerTo(call, httpAnswer(body, "500 No"))]).toEqual([call, "engine-error"]);
    }
  });

  it("of entries that are none is a list of nothing, and changes no prototype", async () => {
    const body = `[null, 1, "a", [], {}, {"Id": 7}, {"Id": "../../x"}, {"__proto__": {"polluted": true}},
      {"Id": "${idOf(1)}", "Names": [7, null, {}], "Labels": {"__proto__": "x", "constructor": 1}, "Ports": {"length": 9},
       "State": {}, "Status": [], "Image": null, "HostConfig": "x", "NetworkSettings": {"Networks": {"__proto__": {"IPAddress": "192.0.2.1"}}}}]`;
    const entries = (await answerTo("list of containers", httpAnswer(body))) as unknown[];
    const found = [...inventoryFrom(entries, entries).containers.values()];
    expect(found.map(({ id, name, published }) => [id, name, published])).toEqual([[idOf(1), "000000000000", []]]);
    expect(found[0]?.attachments).toEqual([{ network: "__proto__", address: "192.0.2.1" }]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("is nested a million deep: the call ends", async () => {
    const deep = `${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}`;
    expect(Array.isArray(await answerTo("list of containers", httpAnswer(deep)))).toBe(true);
    expect(await answerTo("version", httpAnswer(deep))).toBe("bad-answer");
  });
});

describe("an answer that does not hold together", () => {
  const head = "HTTP/1.1 200 OK\r\n";
  const cut = ["not-running", "bad-answer"];

  it.each([
    ["nothing at all", "", cut],
    ["half a status line", "HTTP/1.1 2", cut],
    ["half a header", `${head}Content-Le`, cut],
    ["half a body", `${head}Content-Length: 100\r\n\r\n[{"Id":`, cut],
    ["half a chunk", `${head}Transfer-Encoding: chunked\r\n\r\n100\r\n[{`, cut],
    ["no last chunk", `${head}Transfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n`, cut],
    ["a chunk of no size", `${head}Transfer-Encoding: chunked\r\n\r\nxyz\r\n[]\r\n0\r\n\r\n`, ["bad-answer"]],
    [
      "a chunk of a size that is no number",
      `${head}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
      ["bad-answer"],
    ],
    ["a length that is too short", `${head}Content-Length: 1\r\n\r\n[]`, ["bad-answer"]],
    ["a length that is negative", `${head}Content-Length: -1\r\n\r\n[]`, ["bad-answer"]],
    ["two lengths", `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n[]`, ["bad-answer"]],
    [
      "a length and chunks",
      `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n`,
      ["bad-answer"],
    ],
    [
      "a protocol nobody asked for",
      "HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\nx",
      ["bad-answer"],
    ],
    ["no content", "HTTP/1.1 204 No Content\r\n\r\n", ["bad-answer"]],
    ["not modified", "HTTP/1.1 304 Not Modified\r\n\r\n", ["bad-answer"]],
    ["a status of its own", "HTTP/1.1 999 Odd\r\nContent-Length: 2\r\n\r\n[]", ["bad-answer"]],
    ["no status", "HTTP/1.1 000 Odd\r\nContent-Length: 2\r\n\r\n[]", ["bad-answer"]],
    ["a header of control characters", `${head}X: \u0000\u0001\r\nContent-Length: 2\r\n\r\n[]`, ["bad-answer"]],
    ["another protocol", "SSH-2.0-OpenSSH_9.2\r\n", ["bad-answer"]],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", ["bad-answer"]],
  ])("%s: the call says so", async (_, bytes, kinds) => {
    for (const then of ["end", "reset"] as const) {
      const kind = await answerTo("list of containers", bytes, then);
      // A reset may overtake the bytes before it.
      expect(then === "reset" ? [...kinds, "not-running"] : kinds).toContain(kind);
    }
  });

  it.each([
    ["nothing at all", ""],
    ["half a status line", "HTTP/1.1 2"],
    ["half a body", `${head}Content-Length: 100\r\n\r\n[{"Id":`],
    ["half a chunk", `${head}Transfer-Encoding: chunked\r\n\r\n100\r\n[{`],
    ["an announcement", "HTTP/1.1 100 Continue\r\n\r\n"],
  ])("%s, and then silence: the call ends in time", async (_, bytes) => {
    expect(await answerTo("list of containers", bytes, "stay")).toBe("timeout");
  });
});
