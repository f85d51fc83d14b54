import { describe, expect, it } from "vitest";
import { completed } from "./completed";

const docker = { peers: new Set(["docker.docker"] as const) };
const yaml = { peers: new Set(["redhat.vscode-yaml"] as const) };

const web = (lines: string, more = ""): string => `services:
  web:
    image: x
${lines}
  db:
    image: postgres
    ports: ["5432:5432"]
    healthcheck: { test: [CMD, pg_isready] }
  cache:
    image: redis
${more}`;

describe("services that are offered in depends_on", () => {
  it.each([
    ["a list", "    depends_on:\n      - $0", "    depends_on:\n      - db"],
    ["a list at the column of its key", "    depends_on:\n    - $0", "    depends_on:\n    - db"],
    ["a line below the key", "    depends_on:\n      $0", "    depends_on:\n      - db"],
    ["a flow list", "    depends_on: [$0]", "    depends_on: [db]"],
    ["an open flow list", "    depends_on: [$0", "    depends_on: [db"],
    ["a quoted item", '    depends_on: ["$0"]', '    depends_on: ["db"]'],
    ["an open quote in a flow list", '    depends_on: ["d$0', '    depends_on: ["db"'],
    ["a mapping", "    depends_on:\n      d$0:", "    depends_on:\n      db:"],
    ["a flow mapping", "    depends_on: {d$0}", "    depends_on: {db: { condition: service_started }}"],
  ])("are in %s", async (_, before, after) => {
    const { labels, pick } = await completed(web(before));
    expect(labels).toEqual(before.includes("d$0") ? ["db"] : ["db", "cache"]);
    expect(pick("db")).toBe(web(after));
  });

  it("are not those that are in it, before or behind", async () => {
    expect((await completed(web("    depends_on:\n      - cache\n      - $0"))).labels).toEqual(["db"]);
    expect((await completed(web("    depends_on:\n      - $0\n      - cache"))).labels).toEqual(["db"]);
    expect((await completed(web("    depends_on:\n      - d$0b\n      - cache"))).labels).toEqual(["db"]);
  });

  it("get a condition as keys of a mapping", async () => {
    const begun = "    depends_on:\n      cache:\n        condition: service_started\n      $0";
    const { labels, pick } = await completed(web(begun));
    expect(labels).toEqual(["db"]);
    expect(pick("db")).toBe(web(begun.replace("$0", "db:\n        condition: service_started")));
  });

  it("are keys above others, and above them none that are there", async () => {
    const begun = "    depends_on:\n      $0\n      cache:\n        condition: service_started";
    const { labels, pick } = await completed(web(begun));
    expect(labels).toEqual(["db"]);
    expect(pick("db")).toBe(web(begun.replace("$0", "db:\n        condition: service_started")));
  });

  it("are not those that need this one, in any way", async () => {
    const more =
      "  a: { image: x, links: [web] }\n  b: { image: x, network_mode: 'service:a' }\n  c: { image: x, volumes_from: [b] }\n";
    expect((await completed(web("    depends_on: [$0]", more))).labels).toEqual(["db", "cache"]);
  });

  it("are beside Docker DX only those of other files", async () => {
    const files = `#- compose.yaml
services:
  web:
    image: x
    depends_on: [$0]
  db: { image: x }
#- compose.override.yaml
services:
  more: { image: x }
`;
    expect((await completed(files)).labels).toEqual(["db", "more"]);
    expect((await completed(files, docker)).labels).toEqual(["more"]);
    expect((await completed(files, yaml)).labels).toEqual(["db", "more"]);
  });

  it("say what they will cause", async () => {
    const { causes } = await completed(web("    depends_on: [$0]"));
    expect(causes("db")).toBe(
      "Docker Compose starts db before web. With `condition: service_healthy` it waits for the health check of db; without it only for the start.",
    );
    expect(causes("cache")).toBe(
      "Docker Compose starts cache before web. It waits for the start of the container only, not until cache answers.",
    );
  });
});

describe("where the network of a service is shared", () => {
  const shared = (lines: string): string => web(`    network_mode: service:db\n${lines}`);

  it("a list of depends_on would take the restart away", async () => {
    expect((await completed(shared("    depends_on: [$0]"))).labels).toEqual(["cache"]);
  });

  it("a mapping brings it", async () => {
    const { pick, causes } = await completed(shared("    depends_on: {$0}"));
    expect(pick("db")).toContain("depends_on: {db: { condition: service_started, restart: true }}");
    expect(causes("db")).toBe(
      "web shares the network of db: without `restart: true` it would keep a dead network after `docker compose restart db`.",
    );
  });

  it("`restart: true` is offered below the service, beside every other extension, and once", async () => {
    const below = shared("    depends_on:\n      db:\n        condition: service_healthy\n        $0");
    for (const told of [{}, docker, yaml]) expect((await completed(below, told)).labels).toEqual(["restart: true"]);
    expect((await completed(below)).pick("restart: true")).toBe(below.replace("$0", "restart: true"));
    expect((await completed(below.replace("$0", "restart: true\n        $0"))).labels).toEqual([]);
    expect(
      (await completed(web("    depends_on:\n      db:\n        condition: service_healthy\n        $0"))).labels,
    ).toEqual([]);
  });
});

describe("conditions of depends_on", () => {
  const at = web("    depends_on:\n      db:\n        condition: $0");

  it("are offered where no extension with a schema does", async () => {
    expect((await completed(at)).labels).toEqual([
      "service_healthy",
      "service_started",
      "service_completed_successfully",
    ]);
    expect((await completed(at, docker)).labels).toEqual([]);
    expect((await completed(at, yaml)).labels).toEqual([]);
  });

  it("say that nothing checks the health", async () => {
    const { causes } = await completed(at.replace("      db:", "      cache:"));
    expect(causes("service_healthy")).toContain("unless its image has one, web never starts");
  });
});

describe("other references to services", () => {
  it("links are offered to services with a common network", async () => {
    const more =
      "  host: { image: x, network_mode: host }\n  apart: { image: x, networks: [other] }\nnetworks: { other: }\n";
    for (const told of [{}, docker]) {
      expect((await completed(web("    links: [$0]", more), told)).labels).toEqual(["db", "cache"]);
    }
    expect((await completed(web("    links:\n      - $0\n      - db:base", more))).labels).toEqual(["cache"]);
    expect((await completed(web("    network_mode: host\n    links: [$0]", more))).labels).toEqual([]);
  });

  it("volumes_from is offered services that do not lead back", async () => {
    const more = "  after: { image: x, depends_on: [web] }\n  run: { provider: { type: x } }\n";
    const { labels, causes } = await completed(web("    volumes_from:\n      - $0", more), docker);
    expect(labels).toEqual(["db", "cache"]);
    expect(causes("db")).toContain("mounts all volumes of db");
  });

  it("extends is offered the services of its file", async () => {
    for (const line of ["    extends: $0", "    extends:\n      service: $0", "    extends: {service: $0}"]) {
      expect((await completed(web(line))).labels).toEqual(["db", "cache"]);
      expect((await completed(web(line), docker)).labels).toEqual([]);
    }
    expect((await completed(web("    extends: $0"))).causes("db")).toContain("Both would publish 5432");
  });

  it("extends of another file is offered those of that one, whoever is beside us", async () => {
    const files = `#- compose.yaml
services:
  web:
    extends:
      file: base.yaml
      service: $0
  more: { extends: { file: base.yaml, service: app } }
#- base.yaml
services:
  app: { image: x }
  web: { image: x }
`;
    for (const told of [{}, docker]) expect((await completed(files, told)).labels).toEqual(["app", "web"]);
  });
});
