import { describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver";
import { ResultIds } from "../src/features/resultIds";

const finding = (line: number, message = "m"): Diagnostic => ({
  range: { start: { line, character: 0 }, end: { line, character: 1 } },
  message,
});

describe("the name of the findings of a file", () => {
  it("is the same as long as they are, whether or not they are made anew", () => {
    const ids = new ResultIds("s");
    const id = ids.of("/a", [finding(1), finding(2)]);
    expect(ids.of("/a", [finding(1), finding(2)])).toBe(id);
    expect(ids.of("/a", [finding(1), finding(3)])).not.toBe(id);
    expect(ids.of("/a", [finding(1)])).not.toBe(id);
    // A client may have missed the answers between: this is another one.
    expect(ids.of("/a", [finding(1), finding(2)])).not.toBe(id);
  });

  it("is no other file's, no other session's, and new after it was forgotten", () => {
    const ids = new ResultIds("s");
    const id = ids.of("/a", []);
    expect(ids.of("/b", [])).not.toBe(id);
    expect(new ResultIds("other").of("/a", [])).not.toBe(id);
    ids.forget("/a");
    expect(ids.of("/a", [])).not.toBe(id);
  });
});
