import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { sectionsOf, whyNotReady } from "../../scripts/release/changelog.mjs";

const root = path.join(import.meta.dirname, "..", "..");
const text = await readFile(path.join(root, "CHANGELOG.md"), "utf8");
const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as { version: string };

describe("CHANGELOG.md", () => {
  it("has what is not released on top, then each version once with its date, the newest first", () => {
    const [first, ...versions] = sectionsOf(text);
    expect(first).toMatchObject({ version: "Unreleased", date: undefined });
    const dates = versions.map(({ date }) => date ?? "");
    for (const date of dates) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    expect(dates).toEqual([...dates].sort().reverse());
    const names = sectionsOf(text).map((each) => each.version);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(text).toContain(`\n[${name}]: https://`);
  });

  it("has the section of the version that is packaged, which can be scanned", () => {
    expect(whyNotReady(text, version)).toBeUndefined();
    const entries = sectionsOf(text).find((each) => each.version === version)?.entries ?? [];
    expect(entries.length).toBeLessThanOrEqual(40);
    // A line that was added at the end of the file belongs to no version.
    expect(text.slice(text.indexOf("\n[Unreleased]: "))).not.toMatch(/^- /mu);
  });

  it("refuses a version without a section, a date or an entry", () => {
    const made = "# Changelog\n\n## [Unreleased]\n\n- more\n\n## [0.2.0]\n\n- a\n\n## [0.1.0] - 2026-11-26\n";
    expect(whyNotReady(made, "0.3.0")).toBe('CHANGELOG.md has no section "## [0.3.0] - YYYY-MM-DD".');
    expect(whyNotReady(made, "0.2.0")).toBe("The section of 0.2.0 in CHANGELOG.md has no date.");
    expect(whyNotReady(made, "0.1.0")).toBe("The section of 0.1.0 in CHANGELOG.md is empty.");
    expect(whyNotReady(`${made}\n- a\n`, "0.1.0")).toBeUndefined();
  });
});
