import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rules } from "../src/rules/table";
import { applyFix, findingsOf, readFixture, reportsOf } from "./annotatedFixture";

const folder = new URL("./fixtures/", import.meta.url).pathname;
const fixtures = readdirSync(folder);

describe("annotated fixtures", () => {
  it.each(fixtures)("%s", (name) => {
    const { text, expected } = readFixture(`${folder}${name}`);
    if (name.endsWith(".clean.yaml")) expect(expected).toEqual([]);
    else expect(expected).not.toEqual([]);
    expect(findingsOf(text)).toEqual(expected);
  });

  it.each(rules.map(({ id }) => id))("%s has a fixture and a clean twin", (id) => {
    expect(fixtures).toContain(`${id}.yaml`);
    expect(fixtures).toContain(`${id}.clean.yaml`);
  });
});

describe("quick fixes", () => {
  const offered = fixtures.flatMap((name) => {
    const { text } = readFixture(`${folder}${name}`);
    return reportsOf(text).flatMap((report) => report.fixes().map((fix) => ({ name, text, report, fix })));
  });

  it.each(rules.map(({ id }) => id))("%s offers one", (id) => {
    expect(offered.map(({ report }) => report.rule)).toContain(id);
  });

  it.each(offered.map((each) => [`${each.name}:${each.report.range.start.line + 1} ${each.fix.title}`, each] as const))(
    "%s",
    (_title, { text, report, fix }) => {
      const fixed = applyFix(text, fix);
      expect(fixed).not.toBe(text);
      const same = (other: typeof report): boolean => other.rule === report.rule && other.message === report.message;
      expect(reportsOf(fixed).filter(same)).toEqual([]);
      // Whatever the fix removes, it leaves the comments of other lines and every other finding's line alone.
      expect(fixed).toContain(text.split("\n")[0]);
    },
  );
});
