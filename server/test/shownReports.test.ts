import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inEnglish } from "../../shared/text";
import { finish } from "../src/compose/syntax/steps";
import type { Severity } from "../src/linter/finding";
import type { Report } from "../src/workspace/report";
import { mostShown, ReportChooser } from "../src/workspace/shownReports";
import { sortInSteps } from "../src/workspace/sortInSteps";

const report = (line: number, severity: Severity): Report => ({
  file: "/p/compose.yaml",
  range: { start: { line, character: 0 }, end: { line, character: 1 } },
  rule: "host-ports-discarded",
  severity,
  message: String(line),
  unnecessary: false,
  related: [],
  fixes: () => [],
});
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe("the findings of one file that an editor gets", () => {
  it("are all of them up to the bound", () => {
    const reports = numbers(mostShown).map((line) => report(line, "warning"));
    expect(finish(new ReportChooser(inEnglish).shown(reports, {}))).toEqual(reports);
  });

  it("are the loudest and the first ones behind it, in order, with the number of those that are left out", () => {
    // A hint in every line but each tenth, which has a warning, and one error at the end.
    const reports = [
      ...numbers(3_000).map((line) => report(line, line % 10 === 0 ? "warning" : "hint")),
      report(3_000, "error"),
    ];
    const shown = finish(new ReportChooser(inEnglish).shown(reports, {}));
    expect(shown).toHaveLength(mostShown);
    expect(shown.filter(({ severity }) => severity === "warning")).toHaveLength(300);
    expect(shown.at(-1)?.severity).toBe("error");
    expect(shown.map(({ range }) => range.start.line)).toEqual(
      shown.map(({ range }) => range.start.line).toSorted((one, other) => one - other),
    );
    const hints = reports.filter(({ severity }) => severity === "hint");
    const [notice] = shown.filter(({ rule }) => rule === "findings-not-shown");
    expect(notice).toMatchObject({ severity: "information", range: hints[mostShown - 1 - 301]?.range });
    expect(notice?.message).toBe(
      "This file has 3,001 findings, and an editor is sent 1,000 at most, errors first. 2,002 are not shown, the first of them here. `hostside check` prints all.",
    );
  });

  it("say nothing of the others where the rule is off, and say it as loudly as the settings want", () => {
    const reports = numbers(1_500).map((line) => report(line, "warning"));
    const told = (severity: Severity | "off") =>
      finish(new ReportChooser(inEnglish).shown(reports, { "findings-not-shown": severity }))
        .filter(({ rule }) => rule === "findings-not-shown")
        .map((each) => each.severity);
    expect(told("off")).toEqual([]);
    expect(told("error")).toEqual(["error"]);
  });
});

describe("sorting in steps", () => {
  it("gives the order that sorting at once gives, of equal items too", () => {
    const items = fc.array(fc.record({ key: fc.nat(50), id: fc.nat() }), { maxLength: 200 });
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 64 }), (some, times) => {
        const all = Array.from({ length: times }, () => some).flat();
        const compare = (one: { key: number }, other: { key: number }): number => one.key - other.key;
        expect(finish(sortInSteps(all, compare))).toEqual(all.toSorted(compare));
      }),
      { numRuns: 100 },
    );
  });
});
