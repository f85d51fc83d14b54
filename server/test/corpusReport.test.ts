import { readFileSync } from "node:fs";
import path from "node:path";
import { format } from "prettier";
import { afterAll, describe, expect, it } from "vitest";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { nodeFileSystem } from "../src/workspace/nodeFileSystem";
import { Projects } from "../src/workspace/projects";
import { forwardSlashes } from "../src/workspace/fileId";
import type { Report } from "../src/workspace/report";
import { readSeverities } from "../src/workspace/settings";
import { isCorpusThere, PublicCorpus } from "./publicCorpus";

const docs = path.join(import.meta.dirname, "..", "..", "docs", "corpus");
const severities = ["error", "warning", "information", "hint"] as const;

/** What is recorded: no content of the files, only how many findings there are and where the loud ones stand. */
interface Recorded {
  readonly repositories: number;
  readonly files: number;
  readonly rules: Readonly<Record<string, Partial<Record<Report["severity"], number>>>>;
  /** At warning or above: `repository/path:line rule`, one for each finding. */
  readonly loud: readonly string[];
}

/** What `hostside check` finds in each repository, as if started in its folder. */
async function record(corpus: PublicCorpus): Promise<Recorded> {
  const repositories = new Set(corpus.names.map((name) => name.slice(0, name.indexOf("/"))));
  const rules: Record<string, Partial<Record<Report["severity"], number>>> = {};
  const loud: string[] = [];
  const { severities: byDefault } = readSeverities({});
  for (const repository of repositories) {
    const cache = new FileCache(nodeFileSystem);
    const projects = new Projects(cache, { environment: () => undefined });
    const analyser = new Analyser(cache);
    const root = forwardSlashes(path.join(corpus.folder, repository));
    const found = new Map<string, Report>();
    for (const name of corpus.names.filter((each) => each.startsWith(`${repository}/`))) {
      const file = forwardSlashes(path.join(corpus.folder, name));
      const owners = await projects.of(file, [root]);
      for (const report of analyser.projectReports(file, owners, byDefault)) {
        if (report.leads !== true) found.set(JSON.stringify(report), report);
      }
    }
    for (const { rule, severity, file, range } of found.values()) {
      const counts = (rules[rule] ??= {});
      counts[severity] = (counts[severity] ?? 0) + 1;
      if (severity !== "error" && severity !== "warning") continue;
      loud.push(`${file.slice(corpus.folder.length + 1)}:${range.start.line + 1} ${rule}`);
    }
  }
  return {
    repositories: repositories.size,
    files: corpus.names.length,
    rules: Object.fromEntries(
      Object.entries(rules)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([rule, counts]) => [
          rule,
          Object.fromEntries(severities.flatMap((each) => (counts[each] === undefined ? [] : [[each, counts[each]]]))),
        ]),
    ),
    loud: loud.sort(),
  };
}

function table({ repositories, files, rules }: Recorded): string {
  const rows = Object.entries(rules).map(
    ([rule, counts]) =>
      `| [${rule}](../rules/${rule}.md) | ${severities.map((each) => String(counts[each] ?? "")).join(" | ")} |`,
  );
  return `# Findings in the public corpus

Written by \`npm run record:corpus\`: ${files} Compose files of ${repositories} repositories. What was read of them, and what Docker says to it, stands in the [report](README.md).

| rule | ${severities.join(" | ")} |
| --- | --: | --: | --: | --: |
${rows.join("\n")}
`;
}

describe.skipIf(!isCorpusThere)("the public corpus (skipped where ../shared is absent)", () => {
  const corpus = isCorpusThere ? new PublicCorpus() : undefined;
  afterAll(() => {
    corpus?.remove();
  });

  it("is found to hold what was recorded, and read", { timeout: 300_000 }, async () => {
    if (corpus === undefined) return;
    const recorded = await record(corpus);
    const json = await format(JSON.stringify(recorded), { parser: "json", printWidth: 120 });
    await expect(json).toMatchFileSnapshot(path.join(docs, "findings.json"));
    const markdown = await format(table(recorded), { parser: "markdown", printWidth: 120 });
    await expect(markdown).toMatchFileSnapshot(path.join(docs, "counts.md"));
  });
});

describe("the report on the public corpus", () => {
  it("speaks of every rule that has findings at warning or above", () => {
    const recorded = JSON.parse(readFileSync(path.join(docs, "findings.json"), "utf8")) as Recorded;
    const report = readFileSync(path.join(docs, "README.md"), "utf8");
    const rules = new Set(recorded.loud.map((line) => line.slice(line.lastIndexOf(" ") + 1)));
    for (const rule of rules)
      expect(report).toMatch(new RegExp(`\`(?:${rule}|${rule.replace("shared-namespace-with", "")})\``));
    expect(report).toContain(`${recorded.loud.length} findings at warning or above`);
  });
});
