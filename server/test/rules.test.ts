import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findingsNotShown } from "../src/rules/findingsNotShown";
import { rules } from "../src/rules/table";
import { readSeverities } from "../src/workspace/settings";
import { annotated, applyFix, type FindingOptions, isAnnotated, readFixture, reportsOf } from "./annotatedFixture";

const folder = new URL("./fixtures/", import.meta.url).pathname;
const pages = new URL("../../docs/rules/", import.meta.url).pathname;
const fixtures = readdirSync(folder);

/** A fixture is about the rule that it is named by; a rule that is off unless asked for is asked for there. */
function optionsFor(name: string): FindingOptions {
  const of = name.split(".")[0] ?? "";
  const off = rules.some(({ id, offByDefault }) => id === of && offByDefault);
  return { of, severities: readSeverities(off ? { [of]: "information" } : {}).severities };
}

describe("annotated fixtures", () => {
  it.each(fixtures)("%s", async (name) => {
    const { text } = readFixture(`${folder}${name}`);
    const withAnnotations = await annotated(text, optionsFor(name));
    // `npm run fixtures:update` writes the annotations anew; what changed is then to be read.
    await expect(withAnnotations).toMatchFileSnapshot(`${folder}${name}`);
    expect(isAnnotated(withAnnotations)).toBe(!name.endsWith(".clean.yaml"));
  });

  // `findings-not-shown` takes a thousand findings, and the editor: shownReports.test.ts.
  const ids = rules.map(({ id }) => id).filter((id) => id !== findingsNotShown.id);
  it.each(ids)("%s has a fixture and a clean twin", (id) => {
    expect(fixtures).toContain(`${id}.yaml`);
    expect(fixtures).toContain(`${id}.clean.yaml`);
  });
});

const offered = (
  await Promise.all(
    fixtures.map(async (name) => {
      const { files } = readFixture(`${folder}${name}`);
      const reports = await reportsOf(files, optionsFor(name));
      return reports.flatMap((report) => report.fixes().map((fix) => ({ name, files, report, fix })));
    }),
  )
).flat();

describe("quick fixes", () => {
  it.each(rules.map(({ id }) => id))("%s offers one where its page says so, and only there", (id) => {
    const page = readFileSync(`${pages}${id}.md`, "utf8");
    const promised = !/^Quick fixes: none/m.test(page);
    expect(page).toMatch(/^Quick fixes: /m);
    expect(offered.some(({ report, name }) => report.rule === id && name.startsWith(`${id}.`))).toBe(promised);
  });

  it.each(
    offered.map(
      (each) =>
        [`${each.name}:${each.report.range.start.line + 1} ${each.report.rule}: ${each.fix.title}`, each] as const,
    ),
  )("%s", async (_title, { name, files, report, fix }) => {
    const fixed = applyFix(files, fix);
    expect(fixed).not.toEqual(files);
    const same = (other: typeof report): boolean =>
      other.rule === report.rule && other.message === report.message && other.file === report.file;
    const before = (await reportsOf(files, optionsFor(name))).filter(same).length;
    expect((await reportsOf(fixed, optionsFor(name))).filter(same)).toHaveLength(before - 1);
    // Whatever the fix writes, it leaves comments that are none of the finding's alone.
    for (const [file, text] of Object.entries(files)) {
      const edited = fixed[file]?.split("\n") ?? [];
      for (const line of text.split("\n").filter((each) => /^# \S/.test(each))) {
        expect(edited).toContain(line);
      }
    }
  });
});
