import { describe, expect, it } from "vitest";
import { once, type RuleFault } from "../../src/linter/fault";
import type { Rule } from "../../src/linter/rule";
import { rules } from "../../src/rules/table";
import { Analyser } from "../../src/workspace/analyse";
import { engineOf } from "../../src/workspace/engine";
import { FileCache } from "../../src/workspace/fileCache";
import { Projects } from "../../src/workspace/projects";
import { MemoryFiles } from "../projectFiles";
import { faultyEngineRule, faultyFixRule, faultyProjectRule, faultyRule } from "./faultyRule";

const file = "/p/compose.yaml";
const text = `services:
  good:
    image: x
  bad:
    image: x
    network_mode: host
    ports: ["8080:80"]
  last:
    image: x
`;
const engine = engineOf(null, "linux");

/** What is reported with some rules, and the faults that were heard of. */
async function analysed(some: readonly Rule[], content = text) {
  const cache = new FileCache(new MemoryFiles({ [file]: content }));
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, ["/p"]);
  const faults: RuleFault[] = [];
  const analyser = new Analyser(cache, { rules: some, onFault: (fault) => faults.push(fault) });
  const reports = () => analyser.projectReports(file, projects, {}, engine);
  return { reports: reports(), again: reports, faults };
}
const linesOf = (reports: readonly { rule: string; range: { start: { line: number } } }[]): string[] =>
  reports.map(({ rule, range }) => `${range.start.line} ${rule}`);

describe("a rule that throws", () => {
  it("loses what it would have found in that service, and nothing else", async () => {
    const { reports, faults } = await analysed([faultyRule, ...rules]);
    expect(linesOf(reports)).toEqual(
      expect.arrayContaining(["1 faulty", "3 faulty", "7 faulty", "6 host-ports-discarded"]),
    );
    expect(faults).toEqual([{ rule: "faulty", file, service: "bad", error: new Error("boom") }]);
  });

  it("is one faulty rule also where it sees the project or the engine", async () => {
    const { reports, faults } = await analysed([faultyProjectRule, faultyEngineRule, ...rules]);
    expect(linesOf(reports)).toEqual(
      expect.arrayContaining(["1 faulty-project", "1 faulty-engine", "7 faulty-engine", "6 host-ports-discarded"]),
    );
    expect(faults.map(({ rule, service }) => [rule, service])).toEqual([
      ["faulty-project", undefined],
      ["faulty-engine", "bad"],
    ]);
  });

  it("loses its own quick fixes where they throw, and nothing else", async () => {
    const { reports, faults } = await analysed([faultyFixRule, ...rules]);
    const titles = reports.flatMap((report) => report.fixes().map(({ title }) => title));
    expect(titles).toEqual(expect.arrayContaining(["Fix good", "Fix last"]));
    expect(titles.some((title) => title.startsWith("Remove"))).toBe(true);
    expect(faults).toEqual([{ rule: "faulty-fix", file, service: "bad", error: new Error("no fix") }]);
  });

  it("does not make the comments unused that silence it", async () => {
    const silenced = text.replace("  bad:", "  # hostside-ignore faulty-silent\n  bad:");
    const silent = { ...faultyRule, id: "faulty-silent" } as Rule;
    const throwing: Rule = {
      ...silent,
      perService: () => {
        throw new Error("boom");
      },
    };
    expect(linesOf((await analysed([throwing], silenced)).reports)).toEqual([]);
    const finding: Rule = { ...silent, perService: () => [] };
    expect(linesOf((await analysed([finding], silenced)).reports)).toEqual(["3 unused-suppression"]);
  });

  it("throws on where nobody wants to hear of it, so that tests find it", async () => {
    const cache = new FileCache(new MemoryFiles({ [file]: text }));
    const projects = await new Projects(cache, { environment: () => undefined }).of(file, ["/p"]);
    expect(() => new Analyser(cache, { rules: [faultyRule] }).projectReports(file, projects, {})).toThrow("boom");
  });

  it("is told of once for each file and stack", () => {
    const heard: unknown[] = [];
    const tell = once((fault) => heard.push(fault.file));
    const error = new Error("boom");
    for (const of of ["a", "a", "b"]) tell({ rule: "r", file: of, service: undefined, error });
    tell({ rule: "r", file: "a", service: undefined, error: new Error("another") });
    tell({ rule: "s", file: "a", service: undefined, error });
    expect(heard).toEqual(["a", "b", "a", "a"]);
  });
});
