import { describe, expect, it } from "vitest";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import type { Report } from "../src/workspace/report";
import { MemoryFiles } from "./projectFiles";

const main = `services:
  web:
    image: nginx
    ports:
      - "8080:80"
`;
const override = `services:
  web:
    network_mode: host
    init: true
`;
const names = { main: "/p/compose.yaml", override: "/p/compose.override.yaml" };

/** What an editor gets of one file that stands beside others. */
async function reportsIn(file: string, texts: Record<string, string>): Promise<readonly Report[]> {
  const cache = new FileCache(new MemoryFiles(texts));
  const projects = await new Projects(cache, { environment: () => undefined }).of(file, ["/p"]);
  return new Analyser(cache).projectReports(file, projects, {}).filter((report) => report.file === file);
}

const inWords = (reports: readonly Report[]): string[] =>
  reports.map(({ range, severity, rule, message }) => `${range.start.line + 1} ${severity} ${rule}: ${message}`);

describe("hints that lead to findings in another file of the same layers", () => {
  it("stand in the main file where its override breaks it", async () => {
    const reports = await reportsIn(names.main, { [names.main]: main, [names.override]: override });
    expect(inWords(reports)).toEqual([
      "5 hint host-ports-discarded: Published ports have no effect in host mode: see line 3 of compose.override.yaml.",
    ]);
    expect(reports[0]).toMatchObject({
      leads: true,
      related: [{ file: names.override, range: { start: { line: 2, character: 18 } } }],
    });
  });

  it("stand in the override where it repeats what is wrong in the main file", async () => {
    const hosted = main.replace("    ports:", "    network_mode: host\n    ports:");
    const texts = { [names.main]: hosted, [names.override]: override };
    expect(inWords(await reportsIn(names.main, texts)).filter((line) => line.includes("warning"))).toEqual([
      "6 warning host-ports-discarded: Docker discards published ports in host mode: web listens on 80 itself, not on 8080. Remove `ports`, or leave host mode.",
    ]);
    expect(inWords(await reportsIn(names.override, texts))).toEqual([
      "3 hint host-ports-discarded: Published ports have no effect in host mode: see line 6 of compose.yaml.",
    ]);
  });

  it("are one for a place, however many findings they lead to", async () => {
    const hosted = "services:\n  web:\n    image: nginx\n    network_mode: host\n";
    const more = 'services:\n  web:\n    ports: ["8080:80", "8081:81", "8082:82"]\n';
    expect(inWords(await reportsIn(names.main, { [names.main]: hosted, [names.override]: more }))).toEqual([
      "4 hint host-ports-discarded: Published ports have no effect in host mode: see line 3 of compose.override.yaml and 2 more places.",
    ]);
  });

  it("are silenced by a comment, which is then one that is used", async () => {
    const silent = main.replace("      - ", "      # hostside-ignore host-ports-discarded -- only at home\n      - ");
    expect(await reportsIn(names.main, { [names.main]: silent, [names.override]: override })).toEqual([]);
  });

  it("go when the override resets, or when the finding is silenced where it stands", async () => {
    const resets = override.replace("    init: true", "    ports: !reset []");
    expect(await reportsIn(names.main, { [names.main]: main, [names.override]: resets })).toEqual([]);
    const silent = override.replace("host\n", "host # hostside-ignore\n");
    expect(await reportsIn(names.main, { [names.main]: main, [names.override]: silent })).toEqual([]);
  });

  it("are none in a file that only a guess joins with another", async () => {
    const texts = { [names.main]: main, "/p/docker-compose.host.yml": override };
    expect((await reportsIn(names.main, texts)).filter(({ leads }) => leads)).toEqual([]);
  });
});
