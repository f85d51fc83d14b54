import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { findCompose } from "../../scripts/compose/binary.mjs";
import { hashFolder, Oracle } from "../../scripts/compose/oracle.mjs";
import { rules } from "../../server/src/rules/table";
import { readSeverities } from "../../server/src/workspace/settings";
import type { Report } from "../../server/src/workspace/report";
import { applyFix, type FindingOptions, readFixture, reportsOf } from "../../server/test/annotatedFixture";

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
  it.each(readdirSync(folder))("%s: every fix yields what Compose accepts", { timeout: 120_000 }, async (fixture) => {
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

/** Compose's words where it refuses the project of the first file; empty where it accepts it. */
async function refusalOf(oracle: Oracle, files: Files): Promise<string> {
  const root = mkdtempSync(path.join(tmpdir(), "hostside-fixes-"));
  try {
    const project = path.join(root, "p");
    for (const [file, text] of Object.entries(files)) {
      const target = path.join(project, path.relative("/p", file));
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    const first = path.relative("/p", Object.keys(files).find((file) => /\.ya?ml$/.test(file)) ?? "");
    const found = /^(?:docker-)?compose\.ya?ml$/.test(first);
    const answer = await oracle.ask({
      folder: project,
      files: found ? undefined : [first],
      profiles: ["*"],
      env: valuesFor(files),
      content: await hashFolder(project),
    });
    return "refused" in answer ? answer.refused : "";
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A value for each variable that a file leaves open: Compose would take an empty text, which fits nowhere. */
function valuesFor(files: Files): Record<string, string> {
  const names = Object.values(files).flatMap((text) =>
    [...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? ""),
  );
  return Object.fromEntries(names.map((name) => [name, "8099"]));
}
