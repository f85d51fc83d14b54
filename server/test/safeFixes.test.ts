import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report, ReportedFix } from "../src/workspace/report";
import { safeEdits, withEdits } from "../src/workspace/safeFixes";

type Edit = ReportedFix["edits"][number];

/** Edits of one line, told as columns. */
function edit(start: number, end: number, text: string, file = "/p/compose.yaml"): Edit {
  return { file, text, range: { start: { line: 0, character: start }, end: { line: 0, character: end } } };
}

function reportWith(edits: readonly Edit[]): Report {
  return {
    file: "/p/compose.yaml",
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    rule: "host-ports-discarded",
    severity: "warning",
    message: "",
    unnecessary: false,
    related: [],
    fixes: () => [{ title: "Mend it", safe: true, edits }],
  };
}

/** The same, by comparing each edit with all others. */
function oneByOne(fixes: readonly (readonly Edit[])[]): (readonly Edit[])[] {
  const made: (readonly Edit[])[] = [];
  const same = (one: Edit, other: Edit): boolean => JSON.stringify(one) === JSON.stringify(other);
  const meet = (one: Edit, other: Edit): boolean =>
    one.file === other.file &&
    one.range.end.character >= other.range.start.character &&
    other.range.end.character >= one.range.start.character;
  for (const edits of fixes) {
    const known = made.flat();
    const isMet = edits.some((each) => known.some((other) => same(each, other) || meet(each, other)));
    if (edits.length > 0 && !isMet) made.push(edits);
  }
  return made;
}

const columns = fc.tuple(fc.nat(30), fc.nat(2), fc.constantFrom("", "x", "yy"), fc.constantFrom("/p/a", "/p/b"));
/** The edits of one fix do not meet each other. */
const anyFix = fc.array(columns, { maxLength: 3 }).map((all) =>
  all
    .map(([start, length, text, file]) => edit(start, start + length, text, file))
    .filter((each, at, edits) =>
      oneByOne(edits.slice(0, at + 1).map((one) => [one]))
        .flat()
        .includes(each),
    ),
);

describe("safe fixes that are made together", () => {
  it("are those that no earlier one meets", () => {
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 20 }), (fixes) => {
        expect(safeEdits(fixes.map(reportWith)).each).toEqual(oneByOne(fixes));
      }),
      { seed: 14 },
    );
  });

  it("are chosen without comparing each with all others", () => {
    let looks = 0;
    const counted = ({ file, text, range }: Edit): Edit => ({
      file,
      text,
      get range() {
        looks += 1;
        return range;
      },
    });
    const count = 20_000;
    // From the last to the first, which is the order that no finding comes in.
    const reports = Array.from({ length: count }, (_, at) => count - at).map((at) =>
      reportWith([counted(edit(10 * at, 10 * at + 5, ""))]),
    );
    expect(safeEdits(reports).edits).toHaveLength(count);
    expect(looks).toBeLessThan(count * 60);
  });

  it("yield the text that making one after the other from the end yields", () => {
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 20 }), (fixes) => {
        const edits = safeEdits(fixes.map(reportWith)).edits.filter(({ file }) => file === "/p/a");
        const text = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ";
        const expected = edits
          .toSorted((one, other) => other.range.start.character - one.range.start.character)
          .reduce(
            (was, { range: { start, end }, text: put }) =>
              was.slice(0, start.character) + put + was.slice(end.character),
            text,
          );
        expect(withEdits(text, edits)).toBe(expected);
      }),
      { seed: 14 },
    );
  });
});
