import { describe, expect, it } from "vitest";
import { onceForEachList } from "../src/cli/onceForEachList";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { readSeverities } from "../src/workspace/settings";
import { MemoryFiles, splitFiles } from "./projectFiles";

/** Rule and line of each finding before and after, and the lines of the items that it is said of. */
async function said(text: string) {
  const cache = new FileCache(new MemoryFiles(splitFiles(text)));
  const { severities } = readSeverities({ "published-past-firewall": "information" });
  const projects = await new Projects(cache, { environment: () => undefined }).of("/p/compose.yaml", ["/p"]);
  const reports = projects
    .flatMap((project) => new Analyser(cache).reports(project, severities))
    .filter(({ onlyFades }) => onlyFades !== true);
  const once = onceForEachList(reports).map(({ rule, range, related }) => {
    const items = related.filter(({ message }) => message === "this item");
    return `${rule} ${range.start.line + 1}: ${items.map((item) => item.range.start.line + 1).join(" ")}`.trim();
  });
  return { before: reports.length, once };
}

describe("what is said of several items of a list in the same words", () => {
  it("is said once on the key, also where it stands on a part of each item", async () => {
    const text = `#- compose.yaml
services:
  a:
    image: x
    ports:
      - { target: 1, published: 1001, mode: host }
      - { target: 2, published: 1002, mode: host }
`;
    const { before, once } = await said(text);
    expect(before).toBe(4);
    expect(once).toEqual(["published-past-firewall 4: 5 6", "port-mode-without-swarm 4: 5 6"]);
  });

  it("stays on the item where it is said of one only, and apart for each list", async () => {
    const text = `#- compose.yaml
services:
  a:
    image: x
    ports: ["8080:80"]
  b:
    image: x
    ports: ["8081:80", "8082:80"]
`;
    const { once } = await said(text);
    expect(once).toEqual(["published-past-firewall 4:", "published-past-firewall 7: 7 7"]);
  });
});
