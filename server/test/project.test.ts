import { describe, expect, it } from "vitest";
import type { Project } from "../src/compose/model/project";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { findingsIn, MemoryFiles, servicesOf, splitFiles, targetsIn } from "./projectFiles";

const mode = (project: Project, name: string): string | undefined =>
  project.services.get(name)?.networkMode?.value.kind;
const problems = (project: Project): string[] => project.problems.map(({ kind }) => kind);

describe("the files of a project", () => {
  it("are the default name with its override, and appended lists keep their places", async () => {
    const files = splitFiles(`#- compose.yaml
services:
  web: { image: x, ports: ["80:80"] }
#- compose.override.yaml
services:
  web:
    network_mode: host
    ports: ["81:81"]
#- docker-compose.yml
services:
  other: { image: x }
`);
    for (const file of ["compose.yaml", "compose.override.yaml"]) {
      const project = await servicesOf(files, file);
      expect(project.files).toEqual(["/p/compose.yaml", "/p/compose.override.yaml"]);
      expect(targetsIn(project, "web")).toEqual(["80", "81"]);
      expect(mode(project, "web")).toBe("host");
    }
    expect((await servicesOf(files, "docker-compose.yml")).files).toEqual(["/p/docker-compose.yml"]);
  });

  it("are what COMPOSE_FILE in .env says", async () => {
    const files = splitFiles(`#- .env
COMPOSE_FILE=a.yml,sub/b.yml
COMPOSE_PATH_SEPARATOR=,
PORT=8080
#- a.yml
services:
  web: { image: x, ports: ["\${PORT}:80"] }
#- sub/b.yml
services:
  web: { network_mode: host }
`);
    const project = await servicesOf(files, "a.yml");
    expect(project.files).toEqual(["/p/a.yml", "/p/sub/b.yml"]);
    expect(project.services.get("web")?.ports?.value[0]?.value.published).toEqual({ first: 8080, last: 8080 });
    expect((await servicesOf(files, "sub/b.yml")).files).toEqual(["/p/a.yml", "/p/sub/b.yml"]);
  });

  it("count from the folder of the first file that COMPOSE_FILE names, whose .env says what is left open", async () => {
    const files = splitFiles(`#- .env
COMPOSE_FILE=docker/main.yml
PORT=8080
#- docker/.env
PORT=9090
TARGET=81
#- docker/main.yml
services:
  web:
    extends: { file: base.yml, service: base }
    ports: ["\${PORT}:\${TARGET}"]
#- docker/base.yml
services:
  base: { image: x, ports: ["80:80"] }
`);
    for (const file of ["docker/main.yml", "docker/base.yml"]) {
      const project = await servicesOf(files, file);
      expect(project.files).toEqual(["/p/docker/main.yml", "/p/docker/base.yml"]);
      expect(problems(project)).toEqual([]);
      expect(targetsIn(project, "web")).toEqual(["80", "81"]);
      expect(project.services.get("web")?.ports?.value[1]?.value.published).toEqual({ first: 8080, last: 8080 });
    }
  });

  it("are those of whoever includes a file, also where it has a name that Compose looks for", async () => {
    const files = splitFiles(`#- compose.yaml
include: [admin/compose.yml]
networks: { backend: }
#- admin/compose.yml
services:
  admin: { image: x, networks: [backend] }
#- admin/compose.override.yml
services:
  admin: { ports: ["80:80"] }
#- compose.override.yaml
services: {}
`);
    const projects = async (name: string): Promise<(readonly string[])[]> => {
      const found = await new Projects(new FileCache(new MemoryFiles(files)), { environment: () => undefined }).of(
        `/p/${name}`,
        ["/p"],
      );
      return found.map(({ provenance }) => provenance.requested);
    };
    const main = ["/p/compose.yaml", "/p/compose.override.yaml"];
    const own = ["/p/admin/compose.yml", "/p/admin/compose.override.yml"];
    expect(await projects("admin/compose.yml")).toEqual([main]);
    // Compose reads it only with its own folder's main file.
    expect(await projects("admin/compose.override.yml")).toEqual([own]);
  });

  it("are found from a file that another one extends or includes", async () => {
    const files = splitFiles(`#- compose.yaml
include: [sub/inc.yaml]
services:
  web: { extends: { file: common.yaml, service: base }, network_mode: host }
#- common.yaml
services:
  base: { image: x, ports: ["80:80"] }
#- sub/inc.yaml
services:
  db: { image: x, network_mode: host, ports: ["5432:5432"] }
`);
    const found = ["compose.yaml:3:71 warning host-ports-discarded", "sub/inc.yaml:2:39 hint host-ports-discarded"];
    found.push("sub/inc.yaml:2:47 warning host-ports-discarded");
    for (const file of ["compose.yaml", "common.yaml", "sub/inc.yaml"]) {
      expect((await findingsIn(files, file)).sort()).toEqual(found);
    }
  });
});

describe("extends", () => {
  it("puts the base below, through files and chains, and resets what the service resets", async () => {
    const project = await servicesOf(
      splitFiles(`#- compose.yaml
services:
  web:
    extends: base
    ports: !reset []
  base:
    extends: { file: sub/a.yaml, service: a }
    ports: ["81:81"]
  over:
    extends: base
    ports: !override ["90:90"]
#- sub/a.yaml
include: [nowhere.yaml]
services:
  a: { extends: { file: b.yaml, service: b } }
#- sub/b.yaml
services:
  b: { network_mode: host, ports: ["80:80"] }
`),
      "compose.yaml",
    );
    expect(mode(project, "web")).toBe("host");
    expect(targetsIn(project, "web")).toEqual([]);
    expect(targetsIn(project, "base")).toEqual(["80", "81"]);
    expect(targetsIn(project, "over")).toEqual(["90"]);
    expect(project.problems).toEqual([]);
    expect(project.files).toEqual(["/p/compose.yaml", "/p/sub/a.yaml", "/p/sub/b.yaml"]);
  });

  it("reports what Compose refuses", async () => {
    const project = await servicesOf(
      splitFiles(`#- compose.yaml
services:
  a: { extends: b }
  b: { extends: a, network_mode: host }
  c: { extends: nobody }
  d: { extends: { file: nowhere.yaml, service: x } }
  e: { extends: { file: "\${FILE}", service: x } }
`),
      "compose.yaml",
    );
    expect([...new Set(problems(project))].sort()).toEqual([
      "extends-cycle",
      "extends-unknown-service",
      "missing-file",
    ]);
    expect(mode(project, "b")).toBe("host");
  });
});

describe("include", () => {
  it("reads each item as a project with its own folder and variables", async () => {
    const project = await servicesOf(
      splitFiles(`#- compose.yaml
include:
  - path: [sub/a.yaml, sub/b.yaml]
    env_file: sub/vars
  - other/c.yaml
services:
  web: { image: x }
#- .env
SHARED=80
#- sub/vars
SHARED=1
OWN=90
#- sub/a.yaml
services:
  a: { ports: ["\${SHARED}:\${SHARED}", "\${OWN}:\${OWN}"] }
#- sub/b.yaml
services:
  a: { network_mode: host }
#- other/.env
OWN=91
#- other/c.yaml
services:
  c: { ports: ["\${OWN}:\${OWN}"] }
`),
      "compose.yaml",
    );
    expect([...project.services.keys()].sort()).toEqual(["a", "c", "web"]);
    expect(targetsIn(project, "a")).toEqual(["80", "90"]);
    expect(mode(project, "a")).toBe("host");
    expect(targetsIn(project, "c")).toEqual(["91"]);
  });

  it("reports cycles, missing files and conflicts", async () => {
    const project = await servicesOf(
      splitFiles(`#- compose.yaml
include: [a.yaml, gone.yaml]
services:
  web: { image: x }
#- a.yaml
include: [compose.yaml]
services:
  web: { image: y }
`),
      "compose.yaml",
    );
    expect(problems(project).sort()).toEqual(["include-conflict", "include-cycle", "missing-file"]);
  });
});

describe("what is remembered", () => {
  it("never changes what is read: edits of any file give what a fresh reading gives", async () => {
    const files = splitFiles(`#- compose.yaml
x-host: &host { network_mode: host }
services:
  web:
    <<: *host
    extends: { file: base.yaml, service: base }
  other: { image: x }
#- base.yaml
services:
  base: { ports: ["80:80"] }
`);
    const cache = new FileCache(new MemoryFiles(files));
    const projects = new Projects(cache, { environment: () => undefined });
    const first = (await projects.of("/p/compose.yaml", ["/p"]))[0];
    const text = files["/p/compose.yaml"] ?? "";
    const edited = text.replace("network_mode: host", "network_mode: none");
    cache.open("/p/compose.yaml", text);
    cache.open("/p/compose.yaml", edited);
    const second = (await projects.of("/p/compose.yaml", ["/p"]))[0] ?? expect.fail("no project");
    expect(mode(second, "web")).toBe("none");
    expect(second.services.get("other")).toEqual(first?.services.get("other"));
    cache.open("/p/base.yaml", 'services:\n  base: { ports: ["81:81"] }\n');
    const third = (await projects.of("/p/compose.yaml", ["/p"]))[0] ?? expect.fail("no project");
    expect(targetsIn(third, "web")).toEqual(["81"]);
    expect(third.services.get("other")).toBe(second.services.get("other"));
  });
});
