import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sanitize, sanitizeLines } from "../../src/docker/sanitize";

describe("sanitized text", () => {
  it.each([
    ["plain", "plain"],
    ["a\u001b[31mred\u001b[0m", "ared"],
    ["title\u001b]0;evil\u0007done", "titledone"],
    ["link\u001b]8;;http://x\u001b\\text\u001b]8;;\u001b\\", "linktext"],
    ["c1\u009b31m", "c1"],
    ["abc\u202edef\u2069", "abc def"],
    ["two\r\nlines\u2028three", "two  lines three"],
  ])("%j becomes %j", (text, expected) => {
    expect(sanitize(text)).toBe(expected);
  });

  it("holds no control, escape or bidirectional character, whatever it was made of", () => {
    const forbidden = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(sanitize(text)).not.toMatch(forbidden);
        expect(sanitizeLines(text).replaceAll(/[\n\t]/gu, "")).not.toMatch(forbidden);
      }),
    );
  });

  it("is short, and quick for 64 kB labels", () => {
    expect(sanitize("x".repeat(65_536))).toHaveLength(200);
    expect(sanitize("\u001b]".repeat(65_536)).length).toBeLessThan(201);
  });
});
