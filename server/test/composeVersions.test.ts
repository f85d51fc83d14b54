import { describe, expect, it } from "vitest";
import { isBefore, readComposeVersion } from "../src/compose/project/composeVersion";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { defaultSettings } from "../src/workspace/settings";
import { MemoryFiles, splitFiles } from "./projectFiles";

const merged = `#- compose.yaml
include: [base.yaml]
services:
  web:
    ports: ["8080:80"]
#- base.yaml
services:
  web: { image: x, network_mode: host }
`;

const extended = `#- compose.yaml
include: [base.yaml]
services:
  web:
    image: x
    extends: { service: base }
    ports: ["8080:80"]
#- base.yaml
services:
  base: { image: x, network_mode: host }
`;

/** What is found in the including file, as a Compose of this version reads it: rule, severity, line. */
async function found(text: string, version?: string): Promise<string[]> {
  const cache = new FileCache(new MemoryFiles(splitFiles(text)));
  const composeVersion = version === undefined ? undefined : readComposeVersion(version);
  const projects = new Projects(cache, { environment: () => undefined, composeVersion });
  const reports = (await projects.of("/p/compose.yaml", ["/p"])).flatMap((project) =>
    new Analyser(cache).reports(project, defaultSettings.severities),
  );
  return reports
    .filter(({ file, unnecessary }) => file === "/p/compose.yaml" && !unnecessary)
    .map(({ rule, severity, range }) => `${rule} ${severity} ${range.start.line + 1}`);
}

describe("what an included file defines too", () => {
  it("is merged by the current Compose, and refused by older ones", async () => {
    expect(await found(merged)).toEqual(["include-conflict hint 3", "host-ports-discarded warning 4"]);
    expect(await found(merged, "5.0.0")).toEqual(["host-ports-discarded warning 4"]);
    expect(await found(merged, "2.40.3")).toEqual(["include-conflict error 3"]);
  });
});

describe("a service of an included file that is extended", () => {
  it("is there for the current Compose, and not for those before 5.1.2", async () => {
    expect(await found(extended)).toEqual(["extended-service-undefined hint 5", "host-ports-discarded warning 6"]);
    expect(await found(extended, "5.1.2")).toEqual(["host-ports-discarded warning 6"]);
    expect(await found(extended, "5.1.1")).toEqual(["extended-service-undefined error 5"]);
  });
});

describe("a version of Compose", () => {
  it("is what Compose prints of itself", () => {
    expect(["2.40", "v5.0.1", "2.40.3-3", "5", "current", ""].map(readComposeVersion)).toEqual([
      [2, 40, 0],
      [5, 0, 1],
      [2, 40, 3],
      [5, 0, 0],
      undefined,
      undefined,
    ]);
    expect(isBefore([5, 1, 1], [5, 1, 2])).toBe(true);
    expect(isBefore([10, 0, 0], [5, 1, 2])).toBe(false);
    expect(isBefore([5, 1, 2], [5, 1, 2])).toBe(false);
  });
});
