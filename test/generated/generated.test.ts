import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { generatedFiles } from "./files";
import { checkout, type Manifest, textOf } from "./manifest";
import { withRegion } from "./regions";

const manifest = JSON.parse(textOf("package.json")) as Manifest;

describe("what is made of the rules, the settings, the commands and the options", () => {
  it.each(Object.entries(generatedFiles))(
    "%s is as the code has it; where it is not, run `npm run generate`",
    async (file, make) => {
      const text = existsSync(path.join(checkout, file)) ? textOf(file) : "";
      await expect(await make(text, manifest)).toMatchFileSnapshot(path.join(checkout, file));
    },
    // All sources are read for some of them, which takes a busy machine long.
    120_000,
  );

  it("restores a row that was deleted, and a severity that was falsified", async () => {
    const file = "docs/rules/README.md";
    const text = textOf(file);
    const [row = ""] = /^\| \[host-ports-discarded\].*\n/mu.exec(text) ?? [];
    expect(row).toContain("| warning ");
    for (const wrong of [text.replace(row, ""), text.replace(row, row.replace("| warning ", "| error   "))]) {
      expect(wrong).not.toBe(text);
      expect(await generatedFiles[file](wrong)).toBe(text);
    }
    const settings = structuredClone(manifest);
    const [rules] = settings.contributes.configuration.flatMap((each) => each.properties["hostside.rules"] ?? []);
    const { properties } = rules ?? {};
    Object.assign(properties ?? {}, { "host-ports-discarded": { type: "string" }, "no-such-rule": {} });
    expect(await generatedFiles["package.json"](JSON.stringify(settings))).toBe(textOf("package.json"));
  });

  it("says which mark of a region is missing", () => {
    expect(withRegion("a\n<!-- generated: x -->\nold\n<!-- end of x -->\nb", "x", "new")).toBe(
      "a\n<!-- generated: x -->\n\nnew\n\n<!-- end of x -->\nb",
    );
    for (const text of ["", "<!-- generated: x -->", "<!-- end of x --><!-- generated: x -->"]) {
      expect(() => withRegion(text, "x", "new")).toThrow('one "<!-- generated: x -->" and one "<!-- end of x -->"');
    }
  });
});
