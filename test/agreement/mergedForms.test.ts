import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashFolder, type Oracle } from "../../scripts/compose/oracle.mjs";
import { compare } from "./compare";
import { type Forms, mergedForms } from "./mergedForms";
import { oracles } from "./oracles";
import { ours } from "./ours";

/** One form on another of the same attribute, in an override file or by `extends`. */
interface Pair {
  readonly base: string;
  readonly over: string;
  readonly by: "override" | "extends";
}

function pairsOf({ path: at, forms }: Forms): Pair[] {
  const ways = at.startsWith("services.") ? (["override", "extends"] as const) : (["override"] as const);
  return ways.flatMap((by) => forms.flatMap((base) => forms.map((over) => ({ base, over, by }))));
}

/** The attribute in flow style, with what the first of the entries above it needs. */
function nested(names: readonly string[], value: string, beside: string | undefined): string {
  const [name = "", ...inner] = names;
  if (inner.length === 0) return `${name}: ${value}`;
  const more = beside === undefined ? "" : `${beside}, `;
  return `${name}: {${more}${nested(inner, value, undefined)}}`;
}

const neighbours = "b: {image: b}\n  c: {image: c}";

function filesOf({ path: at, beside }: Forms, { base, over, by }: Pair): Record<string, string> {
  const [section, name = "", ...names] = at.split(".");
  const written = (value: string): string => (names.length === 0 ? value : `{${nested(names, value, beside)}}`);
  const files = { "one.env": "ONE=1\n", "two.env": "TWO=2\n" };
  const runs = names[0] === "image" || names[0] === "build" ? "" : "image: a, ";
  if (section === "networks") {
    const own = "services:\n  a: {image: a, networks: [n]}\n";
    return {
      ...files,
      "compose.yaml": `${own}networks:\n  ${name}: ${written(base)}\n`,
      "compose.override.yaml": `networks:\n  ${name}: ${written(over)}\n`,
    };
  }
  const inService = (value: string, more = ""): string => `{${more}${nested(names, value, beside)}}`;
  const rest = `  ${neighbours}\nnetworks: {n: null, m: null}\n`;
  const below = inService(base, runs);
  if (by === "override") {
    return {
      ...files,
      "compose.yaml": `services:\n  a: ${below}\n${rest}`,
      "compose.override.yaml": `services:\n  a: ${inService(over)}\n`,
    };
  }
  return {
    ...files,
    "compose.yaml": `services:\n  a: ${inService(over, "extends: {file: base.yaml, service: a}, ")}\n${rest}`,
    "base.yaml": `services:\n  a: ${below}\n${rest}`,
  };
}

/** What Compose or we say of forms that cannot be joined. */
function cannotOverride(answer: Awaited<ReturnType<typeof ours>> | Awaited<ReturnType<Oracle["ask"]>>): boolean {
  return "refused" in answer && String(answer.refused).includes("cannot override");
}

for (const { name, unavailable, readsAs, open } of await oracles()) {
  const skipped = unavailable === undefined ? "" : `, skipped: ${unavailable}`;
  describe.skipIf(unavailable !== undefined)(`attributes in all their forms and ${name}${skipped}`, () => {
    let opened: ReturnType<typeof open>;
    beforeAll(() => {
      opened = open();
    });
    afterAll(() => opened.close());

    it.each(mergedForms.map((forms) => [forms.path, forms] as const))(
      "%s is joined as it joins it",
      { timeout: 600_000 },
      async (_path, forms) => {
        const { oracle } = opened;
        const root = mkdtempSync(path.join(tmpdir(), "hostside-forms-"));
        const wrong: unknown[] = [];
        try {
          for (const pair of pairsOf(forms)) {
            const folder = path.join(root, "forms");
            mkdirSync(folder);
            for (const [file, text] of Object.entries(filesOf(forms, pair)))
              writeFileSync(path.join(folder, file), text);
            const content = await hashFolder(folder);
            const theirs = await oracle.ask({ folder, files: undefined, profiles: ["*"], content });
            const own = await ours(folder, undefined, ["*"], readsAs);
            const differences = compare(own, theirs) ?? [];
            if (cannotOverride(own) !== cannotOverride(theirs) || differences.length > 0)
              wrong.push({ pair, differences, theirs: "refused" in theirs ? theirs.refused : "accepted" });
            rmSync(folder, { recursive: true });
          }
        } finally {
          rmSync(root, { recursive: true, force: true });
        }
        expect(wrong).toEqual([]);
      },
    );
  });
}
