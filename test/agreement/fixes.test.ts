import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { Oracle } from "../../scripts/compose/oracle.mjs";
import { rules } from "../../server/src/rules/table";
import { readSeverities } from "../../server/src/workspace/settings";
import type { Report } from "../../server/src/workspace/report";
import { applyFix, type FindingOptions, readFixture, reportsOf } from "../../server/test/annotatedFixture";
import { refusalOf } from "./refusalOf";

const compose = await findCompose();
const reason = "unavailable" in compose ? compose.unavailable : undefined;
const folder = path.join(import.meta.dirname, "..", "..", "server", "test", "fixtures");

type Files = Readonly<Record<string, string>>;

/** Fixtures that Compose refuses for something that no fix of ours is about. */
const refusedAnyway: readonly { readonly fixture: string; readonly says: RegExp; readonly why: string }[] = [
  {
    fixture: "stack-ignores-network-mode.stated.yaml",
    says: /undefined service "gone"|mutually exclusive/,
    why: "it is for docker stack deploy, and shows that nothing is said of what Compose refuses",
  },
  {
    fixture: "unresolvable-name.clean.yaml",
    says: /base\.yaml: no such file/,
    why: "it shows that nothing is said of what extends a file out of reach",
  },
];

const used = new Set<(typeof refusedAnyway)[number]>();

/** A rule that is off unless asked for is asked for in its own fixture. */
function optionsFor(fixture: string): FindingOptions {
  const of = fixture.split(".")[0] ?? "";
  const off = rules.some(({ id, offByDefault }) => id === of && offByDefault);
  return { of, severities: readSeverities(off ? { [of]: "information" } : {}).severities };
}

/** Makes a fix, and then whatever else is offered for what Docker refuses, so that only the fixes can be at fault. */
async function mended(files: Files, fix: ReturnType<Report["fixes"]>[number], options: FindingOptions): Promise<Files> {
  let fixed: Files = applyFix(files, fix);
  for (let round = 0; round < 40; round++) {
    const next = (await reportsOf(fixed, options))
      .filter(({ severity, message }) => severity === "error" || message.startsWith("Compose refuses"))
      .flatMap((report) => report.fixes().slice(0, 1))[0];
    if (next === undefined) return fixed;
    fixed = applyFix(fixed, next);
  }
  throw new Error("The fixes come to no end.");
}

describe.skipIf(reason !== undefined)(`fixed files and Docker Compose${reason ? `, skipped: ${reason}` : ""}`, () => {
  it.each(readdirSync(folder))("%s: every fix yields what Compose accepts", { timeout: 600_000 }, async (fixture) => {
    if ("unavailable" in compose) return;
    const oracle = new Oracle(compose);
    const { files } = readFixture(path.join(folder, fixture));
    const options = optionsFor(fixture);
    const excused = refusedAnyway.find((each) => each.fixture === fixture);
    const refused: string[] = [];
    for (const report of await reportsOf(files, options)) {
      for (const fix of report.fixes()) {
        const said = await refusalOf(oracle, await mended(files, fix, options));
        if (said === "") continue;
        if (excused?.says.test(said) === true) {
          used.add(excused);
          continue;
        }
        refused.push(`${report.rule} at line ${report.range.start.line + 1}, "${fix.title}": ${said}`);
      }
    }
    expect(refused).toEqual([]);
  });

  it("has no excuse that nothing needs", () => {
    expect(refusedAnyway.filter((each) => !used.has(each)).map(({ why }) => why)).toEqual([]);
  });
});
