import { describe, expect, it } from "vitest";
import { matcherOf } from "../src/cli/glob";

describe("a pattern of the command line", () => {
  it.each([
    ["*.yml", ["a.yml", ".yml"], ["a/b.yml", "a.yaml", "a.yml.bak"]],
    ["**/*.yml", ["a.yml", "a/b.yml", "a/b/c.yml"], ["a.yaml"]],
    ["a/**", ["a/", "a/b", "a/b/c"], ["a", "b/a/c"]],
    ["a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["a/xb", "ab"]],
    ["**/a/**/b", ["a/b", "x/a/y/z/b"], ["a/b/c"]],
    ["./x?.yml", ["x1.yml", "x\u{1F433}.yml"], ["x.yml", "x/.yml"]],
    ["[a-c_-]x", ["ax", "cx", "_x", "-x"], ["dx", "x", "/x"]],
    ["a[!b]c", ["axc"], ["abc", "a/c"]],
    ["[[]x[", ["[x["], ["x"]],
    ["{bad,worse}/**/*.y*ml", ["bad/a.yml", "worse/b/c.yaml"], ["good/a.yml", "bad"]],
    ["a{b,{c,d}e,}f", ["abf", "acef", "adef", "af"], ["acf", "aef"]],
    ["a{b,c", ["a{b,c"], ["ab", "ac"]],
    ["a,b}", ["a,b}"], ["a", "b"]],
    ["a.(b)+$^|\\d", ["a.(b)+$^|\\d"], ["aXb"]],
    ["[z-a]", [], ["z", "a", "-"]],
  ])("%s means %j and not %j", (pattern, meant, others) => {
    const matches = matcherOf(pattern);
    for (const path of meant) expect([path, matches(path)]).toEqual([path, true]);
    for (const path of others) expect([path, matches(path)]).toEqual([path, false]);
  });

  it("looks at a long path once, whatever the pattern is", { timeout: 10_000 }, () => {
    const deep = "a/".repeat(2000);
    expect(matcherOf("**/a/**/a/**/a/**/a/**/b")(deep)).toBe(false);
    expect(matcherOf("*a*a*a*a*a*a*a*a*a*b")("a".repeat(4000))).toBe(false);
    expect(matcherOf("[".repeat(20_000))("[".repeat(20_000))).toBe(true);
  });
});
