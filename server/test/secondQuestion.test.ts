import { describe, expect, it } from "vitest";
import { inEnglish } from "../../shared/text";
import { finish } from "../src/compose/syntax/steps";
import { defineRule, type Rule } from "../src/linter/rule";
import { rules as allRules } from "../src/rules/table";
import { Analyser } from "../src/workspace/analyse";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import type { Report } from "../src/workspace/report";
import { ReportChooser } from "../src/workspace/shownReports";
import { MemoryFiles, splitFiles } from "./projectFiles";

const main = "/p/compose.yaml";
const severities = {};

/** A language server's view of some files, which counts what its rules are asked. */
function server(texts: Record<string, string>) {
  const asked: string[] = [];
  const counting = (rule: Rule): Rule => ({
    ...rule,
    ...(rule.perProject && {
      perProject: (project, engine) => {
        asked.push(rule.id);
        return rule.perProject?.(project, engine) ?? [];
      },
    }),
    ...(rule.perService && {
      perService: (service) => {
        asked.push(`${rule.id} of ${service.name}`);
        return rule.perService?.(service) ?? [];
      },
    }),
  });
  const cache = new FileCache(new MemoryFiles(texts), undefined, "open files");
  const projects = new Projects(cache, { environment: () => undefined });
  const analyser = new Analyser(cache, { rules: allRules.map((rule) => counting(defineRule(rule))) });
  const chooser = new ReportChooser(inEnglish);
  return {
    asked,
    open: (file: string, text: string) => cache.open(file, text),
    changeOnDisk: (file: string, text: string) => {
      texts[file] = text;
      cache.changedOnDisk(file);
    },
    projects: () => projects.of(main, ["/p"]),
    /** What an editor gets of the main file. */
    ask: async (): Promise<readonly Report[]> => {
      asked.length = 0;
      const reports = analyser.projectReports(main, await projects.of(main, ["/p"]), severities);
      return finish(chooser.shown(finish(chooser.in(main, reports)), severities));
    },
  };
}

const files = `#- compose.yaml
# docker compose up web
include: [other.yaml, missing.yaml]
services:
  web:
    network_mode: host
    ports: ["80:80"]
    configs: [page]
  shop: { image: x, env_file: shop.env, depends_on: [third] }
  db: { image: postgres, expose: ["5432"] }
  by-variable: { image: x, network_mode: "\${MODE}", ports: ["82:82"] }
  api:
    network_mode: host
    extends: nobody
    expose: ["80"] # hostside-ignore host-expose
configs:
  page: { content: "http://web:80" }
#- other.yaml
services:
  third: { image: x, links: [web] }
#- compose.override.yaml
services:
  web: { ports: ["8080:80"] }
#- shop.env
DATABASE_URL=postgres://localhost:5432/shop
#- .env
COMPOSE_PROFILES=a
`;

describe("a second question about what did not change", () => {
  it("finds the same project, asks no rule, and gets the same answer", async () => {
    const now = server(splitFiles(files));
    const [before, first] = [await now.projects(), await now.ask()];
    expect(now.asked.length).toBeGreaterThan(0);
    expect(first.length).toBeGreaterThan(3);
    expect(first.map(({ rule }) => rule)).not.toContain("host-expose");
    const second = await now.ask();
    expect(now.asked).toEqual([]);
    expect(second).toEqual(first);
    second.forEach((report, at) => expect(report).toBe(first[at]));
    expect((await now.projects())[0]).toBe(before[0]);
  });

  it("costs as little where ten thousand ports are findings: the whole answer is the same list", async () => {
    const ports = Array.from({ length: 10_000 }, (_, index) => `      - "${1024 + index}:80"\n`).join("");
    const now = server({});
    now.open(main, `services:\n  web:\n    image: x\n    network_mode: host\n    ports:\n${ports}`);
    const first = await now.ask();
    expect(first).toHaveLength(1000);
    expect(await now.ask()).toBe(first);
  });

  it("takes an edit of one service for that one alone", async () => {
    const now = server(splitFiles(files));
    now.open(main, splitFiles(files)[main] ?? "");
    await now.ask();
    now.open(main, (splitFiles(files)[main] ?? "").replace("extends: nobody", "extends: none"));
    await now.ask();
    const services = new Set(now.asked.flatMap((each) => each.split(" of ")[1] ?? []));
    expect([...services]).toEqual(["api"]);
  });

  it.each([
    ["a comment of the main file", main, "# docker compose up web api\n"],
    ["a comment that suppresses", main, "# hostside-ignore-file\n"],
    ["a file that it includes", "/p/other.yaml", "services:\n  fourth: { network_mode: host }\n"],
    ["a file that was missing", "/p/missing.yaml", "services:\n  fourth: { image: x }\n"],
    ["an override", "/p/compose.override.yaml", "services:\n  web: { ports: ['81:81'] }\n"],
    ["a file of variables that a service takes", "/p/shop.env", "DATABASE_URL=postgres://db:5432/shop\n"],
    ["the project's variables", "/p/.env", "COMPOSE_PROFILES=a\nMODE=host\n"],
  ])("answers anew after a change of %s", async (_, file, text) => {
    const texts = splitFiles(files);
    const now = server(texts);
    const [before, first] = [await now.projects(), (await now.ask()).map(inWords)];
    const changed = file === main ? text + (texts[main] ?? "") : text;
    now.changeOnDisk(file, changed);
    const fresh = (await server({ ...texts, [file]: changed }).ask()).map(inWords);
    expect((await now.projects())[0]).not.toBe(before[0]);
    const second = (await now.ask()).map(inWords);
    expect(second).toEqual(fresh);
    expect(second).not.toEqual(first);
  });
});

function inWords({ fixes, ...report }: Report): string {
  return JSON.stringify([report, fixes()]);
}
