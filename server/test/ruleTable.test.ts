import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../src/rules/table";

const root = new URL("../../", import.meta.url).pathname;
const pages = readdirSync(`${root}docs/rules`).filter((name) => name !== "README.md");
const manifest = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as {
  contributes: { configuration: readonly { properties: Record<string, { properties?: Record<string, unknown> }> }[] };
};

describe("the table of rules", () => {
  it("has a file and a page for every row, and a row for every page", () => {
    const files = readdirSync(`${root}server/src/rules`, { recursive: true, encoding: "utf8" }).map(
      (file) => path.parse(file).name,
    );
    for (const { id } of rules) {
      const file = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      expect(files.filter((name) => name === file)).toEqual([file]);
    }
    expect(pages.sort()).toEqual(rules.map(({ id }) => `${id}.md`).sort());
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    "%s: its page names it and its default severity",
    (id, rule) => {
      const page = readFileSync(`${root}docs/rules/${id}.md`, "utf8");
      expect(page.startsWith(`# ${id}\n`)).toBe(true);
      expect(page).toContain(`Default severity: ${rule.severity}`);
    },
  );

  it("is the one that the settings offer", () => {
    const [setting] = manifest.contributes.configuration.flatMap(
      ({ properties }) => properties["hostside.rules"] ?? [],
    );
    const offered = setting?.properties;
    expect(Object.keys(offered ?? {}).sort()).toEqual(rules.map(({ id }) => id).sort());
  });
});
