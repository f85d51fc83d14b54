import { describe, expect, it } from "vitest";
import { FileCache } from "../src/workspace/fileCache";
import { Analyser } from "../src/workspace/analyse";
import { Projects } from "../src/workspace/projects";
import type { Report } from "../src/workspace/report";
import { MemoryFiles, servicesOf, splitFiles } from "./projectFiles";

const main = `services:
  app: { image: x, ports: ["80:80"] }
  db: { build: ., networks: [back] }
networks: { back: {} }
`;

/** The files that are read together with one beside the main file. */
async function filesWith(text: string, mainName = "docker-compose.yml"): Promise<readonly string[]> {
  const files = { [`/p/${mainName}`]: main, "/p/compose.x.yml": text };
  return (await servicesOf(files, "compose.x.yml")).files;
}

async function reports(files: Record<string, string>, file: string): Promise<readonly Report[]> {
  const cache = new FileCache(new MemoryFiles(files));
  const projects = await new Projects(cache, { environment: () => undefined }).of(`/p/${file}`, ["/p"]);
  return new Analyser(cache).projectReports(`/p/${file}`, projects, {});
}

/** What is said of one file, in one line each. */
async function said(files: Record<string, string>, file: string): Promise<string[]> {
  return (await reports(files, file)).map(
    (report) => `${report.file.slice(3)}:${report.range.start.line + 1} ${report.severity} ${report.rule}`,
  );
}

describe("a file that cannot stand by itself", () => {
  it.each([
    "services:\n  app: { network_mode: host }\n",
    "services:\n  app: { network_mode: host }\n  more: { image: y }\n",
    "x-host: &host { network_mode: host }\nservices:\n  app: *host\n  db: { <<: *host }\n",
  ])("is read with the main file of its folder: %j", async (text) => {
    expect(await filesWith(text)).toEqual(["/p/docker-compose.yml", "/p/compose.x.yml"]);
  });

  it.each([
    ["says of each service what runs", "services:\n  app: { image: y, network_mode: host }\n"],
    ["says of one what the main file does not know", "services:\n  app: { tty: true }\n  other: { tty: true }\n"],
    ["is none that Compose could read", "services:\n  app:\n"],
    ["has no services", "networks: { back: {} }\n"],
  ])("is read alone where it %s", async (_, text) => {
    expect(await filesWith(text)).toEqual(["/p/compose.x.yml"]);
  });

  it("is not joined where what it extends is out of reach, and may say what runs", async () => {
    const text = "services:\n  app: { extends: { file: gone.yml, service: app } }\n";
    expect(await filesWith(text)).toEqual(["/p/compose.x.yml", "/p/gone.yml"]);
  });

  it("is read alone where the folder has no main file", async () => {
    const text = "services:\n  app: { network_mode: host }\n";
    expect(await filesWith(text, "docker-compose.prod.yml")).toEqual(["/p/compose.x.yml"]);
  });

  it("is the place of what is wrong with both; the main file is right without it", async () => {
    const files = splitFiles(`#- docker-compose.host.yml
services:
  db: { network_mode: host }
#- docker-compose.yml
services:
  app: { image: x, environment: { DB: "http://db:5432" }, networks: [back] }
  db: { image: y, networks: [back] }
networks: { back: {} }
`);
    expect(await said(files, "docker-compose.host.yml")).toEqual([
      "docker-compose.host.yml:2 warning unresolvable-name",
      "docker-compose.host.yml:2 error host-with-networks",
      "docker-compose.host.yml:2 hint host-mode-needless",
    ]);
    expect(await said(files, "docker-compose.yml")).toEqual([]);
  });

  it("has no fix for what it breaks in the main file, and a comment in it silences that", async () => {
    const overlay = "services:\n  db: { network_mode: host, networks: !reset [] }\n";
    const files = splitFiles(`#- docker-compose.yml
services:
  app: { image: x, environment: { DB: "http://db:5432" }, networks: [back] }
  db: { image: y, networks: [back] }
networks: { back: {} }
#- docker-compose.host.yml
${overlay}`);
    const [broken] = await reports(files, "docker-compose.host.yml");
    expect(broken).toMatchObject({
      rule: "unresolvable-name",
      file: "/p/docker-compose.host.yml",
      range: { start: { line: 1, character: 22 }, end: { line: 1, character: 26 } },
      related: [{ file: "/p/docker-compose.yml", range: { start: { line: 1 } }, message: "it is about this" }],
    });
    expect(broken?.fixes()).toEqual([]);
    const silenced = {
      ...files,
      "/p/docker-compose.host.yml": `# hostside-ignore unresolvable-name\n${overlay.replace("services:\n", "services:\n  # hostside-ignore unresolvable-name\n")}`,
    };
    const rules = (await reports(silenced, "docker-compose.host.yml")).map(({ rule }) => rule);
    expect(rules).not.toContain("unresolvable-name");
  });

  it("is not read with the main file where one by its shorter name is there", async () => {
    const files = splitFiles(`#- docker-compose.prod.ssl.yml
services:
  app: { ports: ["443:443"] }
#- docker-compose.prod.yml
services:
  app: { image: y }
#- docker-compose.yml
services:
  app: { image: x, network_mode: host }
`);
    expect(await said(files, "docker-compose.prod.ssl.yml")).toEqual([
      "docker-compose.prod.ssl.yml:2 information published-past-firewall",
    ]);
  });

  it("may count on a profile that whoever starts it enables", async () => {
    const files = splitFiles(`#- docker-compose.vpn.yml
services:
  app: { network_mode: "service:vpn", networks: !reset [] }
#- docker-compose.yml
services:
  app: { image: x }
  vpn: { image: y, profiles: [vpn] }
`);
    expect(await said(files, "docker-compose.vpn.yml")).toEqual([
      "docker-compose.vpn.yml:2 hint service-mode-undefined",
    ]);
  });
});

describe("a file that names what only the main file of its folder has", () => {
  const main = `services:
  db: { image: x, networks: [back], ports: ["80:80"] }
networks: { back: {} }
`;

  it("lacks nothing, and is asked for what it says itself", async () => {
    const files = splitFiles(`#- docker-compose.tools.yml
services:
  tool: { image: y, depends_on: [db], networks: [back], ports: ["80:80"] }
  own: { image: y, network_mode: host, ports: ["81:81"] }
#- docker-compose.yml
${main}`);
    expect(await said(files, "docker-compose.tools.yml")).toEqual([
      "docker-compose.tools.yml:2 information published-past-firewall",
      "docker-compose.tools.yml:3 hint host-ports-discarded",
      "docker-compose.tools.yml:3 warning host-ports-discarded",
    ]);
  });

  it("is looked at alone where the main file has not all of it", async () => {
    const files = splitFiles(`#- docker-compose.tools.yml
services:
  tool: { image: y, depends_on: [db], networks: [back, front] }
#- docker-compose.yml
${main}`);
    expect(await said(files, "docker-compose.tools.yml")).toEqual([
      "docker-compose.tools.yml:2 hint undefined-service",
      "docker-compose.tools.yml:2 hint undefined-network",
      "docker-compose.tools.yml:2 hint undefined-network",
    ]);
  });
});
