/** Numbers from 0 to below 1, always the same ones for a seed. */
export type Random = () => number;

/** The generator "mulberry32". */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What is sent, and what becomes of the connection. */
export interface MutatedAnswer {
  readonly bytes: Buffer;
  readonly then: "stay" | "end" | "reset";
}

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const oneOf = <T>(random: Random, values: readonly T[]): T => values[below(random, values.length)] as T;

/** What stands in the place of something else in JSON. */
const values: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, "", "x".repeat(1000), "\u0000\u001b]0;x\u0007", "../../..", "%zz", "__proto__"],
  ...[[], {}, [[]], [null], { length: -1 }, { toString: 1 }, { Id: {} }],
];

/** An answer with this body, or what comes of it in hostile hands: each part of an answer may be another. */
export function mutated(body: Buffer, random: Random): MutatedAnswer {
  if (random() < 0.35) return { bytes: whole(body, "200 OK", []), then: "stay" };
  switch (below(random, 9)) {
    case 0:
    case 1:
      return { bytes: whole(otherJson(body, random), "200 OK", []), then: "stay" };
    case 2: {
      const status = oneOf(random, [
        "101 Up",
        "204 No",
        "206 Part",
        "302 Go",
        "304 Not",
        "404 No",
        "500 No",
        "000 No",
        "999 No",
      ]);
      return { bytes: whole(body, status, random() < 0.5 ? [] : ["Location: http://127.0.0.1:1/"]), then: "end" };
    }
    case 3: {
      const header = oneOf(random, [
        ...["Content-Length: 3", "Content-Length: -1", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip"],
        ...["Upgrade: tcp\r\nConnection: Upgrade", "Connection: close", `X: ${"x".repeat(20_000)}`, ": ", "\u0000: x"],
      ]);
      return { bytes: whole(body, "200 OK", [header]), then: oneOf(random, ["stay", "end"]) };
    }
    case 4: {
      const bytes = whole(body, "200 OK", []);
      return {
        bytes: bytes.subarray(0, below(random, bytes.length)),
        then: oneOf(random, ["stay", "end", "end", "reset"]),
      };
    }
    case 5: {
      const bytes = whole(body, "200 OK", []);
      for (let times = below(random, 6); times >= 0; times--) bytes[below(random, bytes.length)] = below(random, 256);
      return { bytes, then: "end" };
    }
    case 6:
      return { bytes: inChunks(body, random), then: "end" };
    case 7: {
      const bytes = whole(body, "200 OK", []);
      return { bytes: Buffer.concat([bytes, bytes, Buffer.from("\r\n\r\nHTTP/1.1")]), then: "stay" };
    }
    default: {
      const bytes = Buffer.from(Array.from({ length: below(random, 3000) }, () => below(random, 256)));
      return { bytes, then: oneOf(random, ["end", "reset"]) };
    }
  }
}

function whole(body: Buffer, status: string, headers: readonly string[]): Buffer {
  const length = headers.some((header) => /^(?:content-length|transfer)/iu.test(header))
    ? []
    : [`Content-Length: ${body.length}`];
  return Buffer.concat([
    Buffer.from([`HTTP/1.1 ${status}`, ...length, ...headers, "", ""].join("\r\n"), "latin1"),
    body,
  ]);
}

/** In pieces of one to some bytes, now and then with a size that is wrong. */
function inChunks(body: Buffer, random: Random): Buffer {
  const parts: Buffer[] = [Buffer.from("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")];
  for (let at = 0; at < body.length;) {
    const size = 1 + below(random, Math.max(1, body.length / 4));
    const piece = body.subarray(at, at + size);
    const told = random() < 0.05 ? piece.length + 1 : piece.length;
    parts.push(Buffer.from(`${told.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
    at += size;
  }
  if (random() < 0.8) parts.push(Buffer.from("0\r\n\r\n"));
  return Buffer.concat(parts);
}

/** The same JSON with a few of its values replaced; what is no JSON as it stands, with bytes replaced. */
function otherJson(body: Buffer, random: Random): Buffer {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    const bytes = Buffer.from(body);
    for (let times = 0; times < 4 && bytes.length > 0; times++) bytes[below(random, bytes.length)] = below(random, 256);
    return bytes;
  }
  const share = oneOf(random, [0.02, 0.1, 0.5]);
  const change = (each: unknown): unknown => {
    if (random() < share) return oneOf(random, values);
    if (Array.isArray(each)) return each.map(change);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(
      Object.entries(each).map(([name, member]) => [random() < share / 4 ? "__proto__" : name, change(member)]),
    );
  };
  return Buffer.from(JSON.stringify(change(value)));
}
