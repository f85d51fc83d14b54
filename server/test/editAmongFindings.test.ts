import { describe, expect, it } from "vitest";
import { inEnglish, type Text } from "../../shared/text";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import type { Report } from "../src/workspace/report";
import { MemoryFiles } from "./projectFiles";

const main = "/p/compose.yaml";

/** A language server's view of one file, which counts the messages that it words and the steps that it takes. */
function server() {
  const cache = new FileCache(new MemoryFiles({}), undefined, "open files");
  const projects = new Projects(cache, { environment: () => undefined });
  const severities = {};
  let worded = 0;
  const speak = (text: string | Text): string => {
    worded += 1;
    return inEnglish(text);
  };
  const analyser = new Analyser(cache, { speak });
  return async (text: string) => {
    cache.open(main, text);
    const all = await projects.of(main, ["/p"]);
    worded = 0;
    const steps = analyser.projectReportsInSteps(main, all, severities);
    for (let count = 1; ; count++) {
      const { done, value } = steps.next();
      if (done === true) return { reports: value, worded, steps: count };
    }
  };
}

function services(count: number, text: (index: number) => string): string {
  return `services:\n${Array.from({ length: count }, (_, index) => text(index)).join("")}`;
}

describe("an edit among very many findings", () => {
  // One finding of the service by itself, and one that a rule finds in the project but in the service's own text.
  const inHostMode = (index: number): string =>
    `  s${index}:\n    image: x\n    network_mode: host\n    ports: ["${10_000 + index}:${10_000 + index}"]\n    deploy: {replicas: 2}\n`;

  it("words the findings of the services that changed again, and goes through the others block by block", async () => {
    const ask = server();
    const text = services(1_024, inHostMode);
    const first = await ask(text);
    expect(first.reports.length).toBeGreaterThan(2 * 1_024);
    const edited = text.replace("  s500:\n    image: x", "  s500:\n    image: y");
    const second = await ask(edited);
    // Of one service; those that a rule finds in the project are its block's.
    expect(second.worded).toBeLessThan(first.worded / 20);
    expect(second.steps).toBeLessThan(first.reports.length / 2);
    expect(second.reports.map(inWords)).toEqual((await server()(edited)).reports.map(inWords));
    const known = new Set(first.reports);
    expect(second.reports.filter((report) => !known.has(report)).length).toBeLessThan(first.reports.length / 8);
  });

  it("says once of a line what it does to services of several blocks", async () => {
    const ask = server();
    const text = services(300, (index) => {
      if (index === 10) return `  s10:\n    image: x\n    network_mode: host\n    ports: &ports ["80:80"]\n`;
      return index % 100 === 0
        ? `  s${index}:\n    image: x\n    network_mode: host\n    ports: *ports\n`
        : `  s${index}: {image: x}\n`;
    }).replace("  s0:\n    image: x\n    network_mode: host\n    ports: *ports\n", "  s0: {image: x}\n");
    const shared = ({ reports }: Awaited<ReturnType<typeof ask>>) =>
      reports.filter(({ message }) => message.includes("also applies to")).map(({ message }) => message);
    const first = shared(await ask(text));
    expect(first.some((message) => message.includes("also applies to s100, s200"))).toBe(true);
    const edited = text.replace("  s150: {image: x}", "  s150: {image: y}");
    expect(shared(await ask(edited))).toEqual(first);
  });
});

/** Without its fixes, which are made when somebody asks. */
function inWords(report: Report): string {
  return JSON.stringify(report);
}
