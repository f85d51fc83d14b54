import { readdirSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { PrintedFault } from "../src/cli/faults";
import { type PrintedReport, toPrinted } from "../src/cli/printedReport";
import { printSarif } from "../src/cli/sarif";
import { readFixture, reportsOf } from "./annotatedFixture";
import { sarifSchema } from "./sarifSchema";

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly Result[];
    },
  ];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
}

const validate = new Ajv({ allErrors: true, strict: true }).compile(sarifSchema);

/** Prints, and holds the outcome against the standard. */
function logged(reports: readonly PrintedReport[], faults: readonly PrintedFault[] = []): Log {
  const log = JSON.parse(printSarif(reports, faults)) as Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log;
}

const at = { line: 3, column: 5, endLine: 3, endColumn: 9 };
const inFile = (name: string): PrintedReport => ({
  path: name,
  at,
  rule: "host-ports-discarded",
  severity: "warning",
  message: 'Docker says "–" \u{1F433}\nand more.',
  source: undefined,
  related: [
    { path: name, at, message: "here" },
    { path: name, at, message: "here" },
  ],
});
const uriOf = (name: string): string | undefined =>
  logged([inFile(name)]).runs[0].results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;

describe("SARIF", () => {
  it("is valid with errors of Hostside itself, and has no notifications without them", () => {
    const fault = { path: "a b.yaml", sentence: "internal error", stack: ["Error: boom", "at x"] };
    const { runs } = logged(
      [],
      [
        { ...fault, rule: "host-ports-discarded" },
        { ...fault, rule: undefined },
      ],
    );
    expect(runs[0]).toHaveProperty("invocations.0.toolExecutionNotifications.length", 2);
    expect(logged([]).runs[0]).not.toHaveProperty("invocations");
  });

  const folder = path.join(import.meta.dirname, "fixtures");
  it("is valid for every fixture, and each result names its rule", async () => {
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".yaml"))) {
      const { files } = readFixture(path.join(folder, name));
      const reports = (await reportsOf(files)).map((report) => toPrinted(report, "/p"));
      const [{ tool, results }] = logged(reports).runs;
      expect(results).toHaveLength(reports.length);
      for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
  });

  it("says that nothing was found where nothing was", () => {
    expect(logged([]).runs[0].results).toEqual([]);
  });

  it.each([
    ["deploy/compose.yaml", "deploy/compose.yaml"],
    ["../other/compose.yaml", "../other/compose.yaml"],
    ["a b/100%/#1?/ä🐳.yaml", "a%20b/100%25/%231%3F/%C3%A4%F0%9F%90%B3.yaml"],
    // The first segment of a relative reference holds no colon (RFC 3986, 4.2).
    ["a:b.yaml", "a%3Ab.yaml"],
    // Node has no relative path from one drive of Windows, or one server, to another.
    ["D:/shop/my compose.yaml", "file:///D:/shop/my%20compose.yaml"],
    ["//server/share/compose.yaml", "file://server/share/compose.yaml"],
  ])("writes %s as the URI %s", (name, uri) => {
    expect(uriOf(name)).toBe(uri);
  });

  it("writes half of a surrogate pair as a character that a URI can hold", () => {
    expect(uriOf("a\ud83d.yaml")).toBe("a%EF%BF%BD.yaml");
  });

  it("is held against a schema that refuses what is wrong", () => {
    const log = JSON.parse(printSarif([inFile("compose.yaml")])) as Record<string, unknown>;
    expect(validate({ ...log, version: "2.0.0" })).toBe(false);
    expect(validate({ ...log, runs: [{ tool: {} }] })).toBe(false);
    expect(validate({ ...log, extra: 1 })).toBe(false);
  });
});
