import { describe, expect, it } from "vitest";
import { linesWithCursor } from "../../src/session/typing";

const change = (from: [number, number], to: [number, number], text: string) => ({
  range: { start: { line: from[0], character: from[1] }, end: { line: to[0], character: to[1] } },
  text,
});

describe("the lines on which an edit leaves the cursors", () => {
  it.each([
    ["a letter", [change([3, 5], [3, 5], "a")], [3]],
    ["a line break with what the editor indents", [change([3, 5], [3, 5], "\n    ")], [4]],
    ["a line break of Windows", [change([3, 5], [3, 5], "\r\n")], [4]],
    ["a deleted line break", [change([3, 5], [4, 2], "")], [3]],
    ["several cursors, the last one first", [change([7, 2], [7, 2], "a"), change([3, 2], [3, 2], "a")], [3, 7]],
    ["several cursors that break lines", [change([7, 2], [7, 2], "\n"), change([3, 2], [3, 2], "\n")], [4, 9]],
    ["two edits of one line", [change([3, 2], [3, 2], "a"), change([3, 3], [3, 3], "b")], [3]],
    ["an edit that takes the lines of another away", [change([3, 2], [3, 2], "a"), change([2, 0], [5, 0], "")], [2]],
    ["a text in place of all", [change([3, 2], [3, 2], "a"), { text: "a" }], []],
  ])("%s", (_, changes, lines) => {
    expect(linesWithCursor(changes)).toEqual(lines);
  });
});
