import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createEngine } from "../../src/docker/api/engine";
import { EngineError, type EngineFault } from "../../src/docker/fault";
import { LogStream } from "../../src/docker/api/logStream";
import { everyCall } from "./everyCall";
import { httpAnswer, pour, startHostileEngine, type HostileEngine } from "./hostileEngine";
import { countUncaught, type Uncaught } from "./uncaught";

const megabyte = 1024 * 1024;

let hostile: HostileEngine;
let uncaught: Uncaught;

beforeAll(async () => {
  hostile = await startHostileEngine();
});
afterAll(() => hostile.close());
beforeEach(() => (uncaught = countUncaught()));
afterEach(() => uncaught.stop());

const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const untilClosed = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

/** A chunk of the chunked encoding. */
function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

interface Outcome {
  readonly fault: EngineFault | undefined;
  /** Megabytes that the engine got rid of. */
  readonly sent: number;
  readonly uncaught: number;
}

/** How a call ended, and how much of what was poured the call took. */
async function outcome(call: string): Promise<Outcome> {
  const engine = createEngine(hostile.endpoint("unix"), { call: 15_000, list: 15_000 });
  const ending = new AbortController();
  const before = hostile.sent();
  let fault: EngineFault | undefined;
  try {
    await everyCall[call]?.(engine, ending.signal);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    ({ fault } = error);
  }
  ending.abort();
  engine.connection.close();
  await expect.poll(() => hostile.open(), { timeout: 5_000 }).toBe(0);
  return { fault, sent: (hostile.sent() - before) / megabyte, uncaught: uncaught.errors.length };
}

/** Answers everything with this head, then these bytes for as long as they are taken. */
function endless(head: string, bytes: string): (line: string, socket: Socket) => void {
  return (_line, socket) => {
    socket.write(head);
    pour(socket, Buffer.from(bytes));
  };
}

const entries = '{"Id":"0123456789ab"},'.repeat(3000);

describe("an answer without an end", () => {
  it.each([
    ["list of containers", 64],
    ["list of networks", 64],
    ["list of services", 64],
    ["list of images", 64],
    ["version", 16],
    ["inspection", 16],
    ["inspection as sent", 16],
    ["inspection of a network", 16],
    ["logs", 8],
    ["start", 8],
    ["remove", 8],
    ["file of a container", 8],
  ])("%s is read up to %i MB, and said to be larger", async (call, most) => {
    hostile.answer = endless(untilClosed, entries);
    const { fault, sent, uncaught: thrown } = await outcome(call);
    expect(fault?.kind).toBe("bad-answer");
    expect(fault?.detail).toContain(`larger than ${most} MB`);
    expect(thrown).toBe(0);
    // What the sockets hold between the two comes on top.
    expect(sent).toBeLessThan(most + 8);
  });

  it("in chunks of one byte costs no more than in large ones", async () => {
    hostile.answer = endless(chunked, chunk("x").repeat(10_000));
    const before = process.memoryUsage().rss;
    const { fault, sent } = await outcome("version");
    const taken = (process.memoryUsage().rss - before) / megabyte;
    expect(["bad-answer", "timeout"]).toContain(fault?.kind);
    expect(sent).toBeLessThan(16 * 6 + 8);
    expect(taken).toBeLessThan(400);
  });

  it("of an exec and of a helper is read up to 8 MB", async () => {
    const body = httpAnswer('{"Id":"abc","StatusCode":0}');
    hostile.answer = (line, socket) => {
      if (/\/exec\/abc\/start|\/logs/u.test(line)) endless(untilClosed, entries)(line, socket);
      else socket.write(body);
    };
    for (const call of ["exec", "helper"]) {
      const { fault, sent } = await outcome(call);
      expect(fault?.kind).toBe("bad-answer");
      expect(fault?.detail).toContain("larger than 8 MB");
      expect(sent).toBeLessThan(16);
    }
  });

  it("that explains a failure is not read to its end", async () => {
    hostile.answer = endless("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n", entries);
    const { fault, sent } = await outcome("list of containers");
    expect(fault?.kind).toBe("engine-error");
    expect(fault?.detail).toContain("HTTP 500");
    expect(sent).toBeLessThan(8);
  });

  it("that is an event without a line break is given up after 1 MB", async () => {
    hostile.answer = endless(chunked, chunk("x".repeat(60_000)));
    const { fault, sent } = await outcome("events");
    expect(fault?.kind).toBe("bad-answer");
    expect(fault?.detail).toContain("1 MB");
    expect(sent).toBeLessThan(10);
  });

  it.each([
    ["header lines", "HTTP/1.1 200 OK\r\n", "X-Header: x\r\n"],
    ["one header line", "HTTP/1.1 200 OK\r\nX-Header: ", "x".repeat(1000)],
    ["a status line", "HTTP/1.1 200 ", "O".repeat(1000)],
    ["trailers", `${chunked}0\r\n`, "X-Trailer: x\r\n"],
    ["an extension of a chunk", `${chunked}1;`, "x".repeat(1000)],
    ["announcements", "", "HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n"],
  ])("in its %s ends the call", async (_, head, bytes) => {
    hostile.answer = endless(head, bytes);
    const before = process.memoryUsage().heapUsed;
    const { fault, uncaught: thrown } = await outcome("list of containers");
    expect(["bad-answer", "not-running", "timeout"]).toContain(fault?.kind);
    expect(thrown).toBe(0);
    expect((process.memoryUsage().heapUsed - before) / megabyte).toBeLessThan(200);
  });
});

describe("a log that is followed", () => {
  const frame = (stream: number, length: number, text: string): Buffer => {
    const header = Buffer.alloc(8);
    header.writeUInt8(stream, 0);
    header.writeUInt32BE(length, 4);
    return Buffer.concat([header, Buffer.from(text)]);
  };

  it("holds back nothing of a frame that says it is 4 GB long", () => {
    const log = new LogStream(false);
    expect(log.text(frame(1, 0xffff_ffff, "begin"))).toBe("begin");
    const piece = Buffer.alloc(megabyte, "x");
    let shown = 0;
    for (let times = 0; times < 256; times++) shown += log.text(piece).length;
    expect(shown).toBe(256 * megabyte);
  });

  it("is the same text however it was cut into pieces", () => {
    const bytes = Buffer.concat([
      frame(1, 6, "grün\n"),
      frame(2, 4, "rot\n"),
      frame(0, 0, ""),
      frame(1, 6, "blau→").subarray(0, 15),
    ]);
    for (let size = 1; size <= bytes.length; size++) {
      const log = new LogStream(false);
      let text = "";
      for (let at = 0; at < bytes.length; at += size) text += log.text(bytes.subarray(at, at + size));
      expect(text).toBe("grün\nrot\nblau→".slice(0, -1));
    }
  });

  it("that is no frames after all is shown as it stands", () => {
    const log = new LogStream(false);
    expect(log.text(frame(1, 3, "abc")) + log.text(Buffer.from("plain text of a TTY\n"))).toBe(
      "abcplain text of a TTY\n",
    );
  });
});
