import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CheckFolder, discarded, refused } from "./checkFolder";

interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly { readonly ruleId: string; readonly ruleIndex: number; readonly level: string }[];
}

let checked: CheckFolder;
const run = (...words: string[]) => checked.run(...words);

beforeAll(() => {
  checked = new CheckFolder();
  checked.write("bad/compose.yaml", discarded);
  checked.write("worse/docker-compose.yml", refused);
});
afterAll(() => checked.remove());

describe("the formats of hostside check", () => {
  it("prints the contract's JSON", () => {
    const { status, out } = run(
      "check",
      "--format",
      "json",
      "--min-severity",
      "warning",
      "bad",
      "worse/docker-compose.yml",
    );
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual([
      {
        path: "bad/compose.yaml",
        line: 5,
        column: 9,
        endLine: 5,
        endColumn: 18,
        rule: "host-ports-discarded",
        severity: "warning",
        message: expect.stringContaining("discards") as string,
        related: [{ path: "bad/compose.yaml", line: 3, column: 19, message: expect.any(String) as string }],
      },
      expect.objectContaining({
        path: "worse/docker-compose.yml",
        rule: "host-with-networks",
        severity: "error",
        line: 4,
      }),
    ]);
    expect(JSON.parse(run("check", "--format=json", "good").out)).toEqual([]);
  });

  it("prints beside the contract's JSON which files were checked, and that none was found", () => {
    const { status, out } = run("check", "--format", "json-with-summary", "bad", "worse");
    expect(status).toBe(1);
    const printed = JSON.parse(out) as { readonly findings: readonly unknown[] };
    expect(printed).toEqual({
      summary: expect.stringMatching(/^2 Compose files checked: \d+ findings/u) as string,
      files: ["bad/compose.yaml", "worse/docker-compose.yml"],
      findings: JSON.parse(run("check", "--format", "json", "bad", "worse").out) as unknown,
    });
    expect(printed.findings).not.toEqual([]);
    checked.write("none/notes.txt", "");
    const none = run("check", "--format", "json-with-summary", "none");
    expect(none.status).toBe(0);
    expect(JSON.parse(none.out)).toEqual({
      summary: "No Compose file was found. Nothing was checked.",
      files: [],
      findings: [],
    });
  });

  it("prints SARIF 2.1.0 for code scanning", () => {
    const { status, out } = run("check", "--format", "sarif", "bad", "worse");
    expect(status).toBe(1);
    const log = JSON.parse(out) as { version: string; runs: SarifRun[] };
    expect(log.version).toBe("2.1.0");
    const [{ tool, results } = { tool: { driver: { name: "", rules: [] } }, results: [] }] = log.runs;
    expect(tool.driver.name).toBe("Hostside");
    for (const { ruleId, ruleIndex, level } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(["error", "warning", "note"]).toContain(level);
    }
    expect(results.find(({ ruleId }) => ruleId === "host-with-networks")).toEqual({
      ruleId: "host-with-networks",
      ruleIndex: expect.any(Number) as number,
      level: "error",
      message: { text: expect.stringContaining("mutually exclusive") as string },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "worse/docker-compose.yml" },
            region: { startLine: 4, startColumn: 5, endLine: 4, endColumn: 13 },
          },
        },
      ],
      relatedLocations: [expect.objectContaining({ id: 0, message: { text: expect.any(String) as string } })],
    });
  });

  it("prints annotations for GitHub", () => {
    expect(run("check", "--format", "github", "--min-severity", "warning", "bad").out).toBe(
      "::warning file=bad/compose.yaml,line=5,endLine=5,col=9,endColumn=18,title=hostside host-ports-discarded::Docker discards published ports in host mode: web listens on 80 itself, not on 8080. Remove `ports`, or leave host mode.\n",
    );
  });

  it("says once on a list's key what is the same of its items, and counts it alike in every format", () => {
    checked.write(
      "same/compose.yaml",
      "services:\n  web:\n    image: x\n    network_mode: host\n    ports: ['8080:${A}', '8081:${B}', '8082:82']\n",
    );
    const { out } = run("check", "same");
    expect(out.split("\n").filter((line) => line.includes("same/"))).toEqual([
      "same/compose.yaml:5:5: warning host-ports-discarded: Docker discards published ports in host mode: web listens on the host directly. Remove `ports`, or leave host mode.",
      "    same/compose.yaml:5:13: this item",
      "    same/compose.yaml:5:26: this item",
      "    same/compose.yaml:4:19: web runs in the host's network namespace",
      "same/compose.yaml:5:39: warning host-ports-discarded: Docker discards published ports in host mode: web listens on 82 itself, not on 8082. Remove `ports`, or leave host mode.",
      "    same/compose.yaml:4:19: web runs in the host's network namespace",
    ]);
    expect(out).toContain("1 Compose file checked: 2 findings (2 warnings).");
    expect(JSON.parse(run("check", "--format", "json", "same").out)).toMatchObject([
      {
        ...{ line: 5, column: 5, endLine: 5, endColumn: 10, severity: "warning" },
        related: [
          { line: 5, column: 13, message: "this item" },
          { line: 5, column: 26, message: "this item" },
          { line: 4, column: 19 },
        ],
      },
      { line: 5, column: 39, related: [{ line: 4 }] },
    ]);
    const log = JSON.parse(run("check", "--format", "sarif", "same").out) as { runs: SarifRun[] };
    expect(log.runs[0]?.results).toHaveLength(2);
    expect(run("check", "--format", "github", "same").out.trim().split("\n")).toHaveLength(2);
  });
});
