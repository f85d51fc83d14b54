import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hole } from "../../shared/hole";
import { interpolate } from "../src/compose/interpolation/template";

const variables: Record<string, string> = { SET: "value", EMPTY: "", PORT: "8080" };
const lookup = (name: string): string | undefined => variables[name];
const text = (template: string): string | undefined => {
  const result = interpolate(template, lookup);
  return result.kind === "text" ? result.text : undefined;
};

describe("interpolation", () => {
  it.each([
    ["plain", "plain"],
    ["$SET", "value"],
    ["${SET}", "value"],
    ["$PORT:80", "8080:80"],
    ["a${EMPTY}b", "ab"],
    ["${SET:-d}", "value"],
    ["${EMPTY:-d}", "d"],
    ["${EMPTY-d}", ""],
    ["${UNSET-d}", "d"],
    ["${UNSET:-}", ""],
    ["${UNSET:-${PORT}}", "8080"],
    ["${UNSET:-${ALSO_UNSET:-x}y}", "xy"],
    ["${SET:+r}", "r"],
    ["${EMPTY:+r}", ""],
    ["${EMPTY+r}", "r"],
    ["${SET?needed}", "value"],
    ["$$SET", "$SET"],
    ["$${SET}", "${SET}"],
    ["${SET}-$$-${PORT}", "value-$-8080"],
    ["a $ b$", "a $ b$"],
    ["$(date) $1 $!", "$(date) $1 $!"],
    ["${SET:-$(date)}", "value"],
  ])("%s is %s", (template, expected) => {
    expect(text(template)).toBe(expected);
  });

  it.each([
    ["$UNSET", hole],
    ["${UNSET}", hole],
    ["${UNSET:?say so}", hole],
    ["${UNSET+r}", hole],
    ["x${UNSET}y$SET", `x${hole}yvalue`],
    ["${SET+a${UNSET}}b$$", `a${hole}b$`],
  ])("%s stays unknown, beside what is known", (template, holed) => {
    expect(interpolate(template, lookup)).toEqual({ kind: "unknown", variables: ["UNSET"], holed });
  });

  it.each([
    ["${"],
    ["${}"],
    ["${SET"],
    ["${1}"],
    ["${SET.x}"],
    ["${SET:x}"],
    ["${SET!x}"],
    ["${SET:-a\nb}"],
    ["${EMPTY:?say so}"],
  ])("%s is refused", (template) => {
    expect(interpolate(template, lookup).kind).toBe("invalid");
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("$", "{", "}", ":", "-", "?", "+", "A", "1", " ") }),
        (template) => {
          interpolate(template, lookup);
        },
      ),
    );
  });
});
