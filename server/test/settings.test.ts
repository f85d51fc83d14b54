import { describe, expect, it } from "vitest";
import { FileCache } from "../src/workspace/fileCache";
import { Projects } from "../src/workspace/projects";
import { readSettings } from "../src/workspace/settings";
import { MemoryFiles, splitFiles } from "./projectFiles";

const files = splitFiles(`#- app/base.yaml
services:
  web: { image: x, ports: ["80:80"] }
#- app/prod.yaml
services:
  web: { network_mode: "\${MODE}", profiles: ["\${PROFILE:-p}"] }
#- app/compose.yaml
include: [sub/compose.yaml]
services:
  other: { image: x }
#- app/sub/compose.yaml
services:
  inner: { image: x }
`);

function projectsFor(environment: Record<string, string> = {}): Projects {
  return new Projects(new FileCache(new MemoryFiles(files)), { environment: (name) => environment[name] });
}

describe("hostside.compose.projects", () => {
  const stated = { compose: { projects: [{ files: ["app/base.yaml", "app/prod.yaml"], profiles: ["p"] }] } };

  it("joins the files that the user names, below each workspace folder", async () => {
    const { settings, problems } = readSettings(stated);
    expect(problems).toEqual([]);
    const found = await projectsFor().of("/p/app/base.yaml", ["/p"], settings.projects(["/p"]));
    expect(found.map((project) => project.files)).toEqual([["/p/app/base.yaml", "/p/app/prod.yaml"]]);
    expect(found[0]).toMatchObject({ assembled: "stated", whole: true, profiles: ["p"] });
    expect(found[0]?.services.get("web")?.networkModeUnknown).toBe(true);
  });

  it("leaves other files to what Compose finds", async () => {
    const { settings } = readSettings(stated);
    const found = await projectsFor().of("/p/app/compose.yaml", ["/p"], settings.projects(["/p"]));
    expect(found.map(({ assembled }) => assembled)).toEqual(["found"]);
  });

  it("takes the project directory from the setting, or from the first file", () => {
    const directories = ["run", undefined].map((projectDirectory) => {
      const { settings } = readSettings({ compose: { projects: [{ files: ["a/b.yaml"], projectDirectory }] } });
      return settings.projects(["/p"])[0]?.folder;
    });
    expect(directories).toEqual(["/p/run", "/p/a"]);
  });

  it("takes what runs the services, for all of them", async () => {
    const { settings } = readSettings({ compose: { deployedWith: "stack" } });
    const inMemory = new FileCache(
      new MemoryFiles({ "/p/a.yaml": "services: { a: { image: x, network_mode: host } }" }),
    );
    const projects = new Projects(inMemory, { environment: () => undefined, deployedWith: settings.deployedWith });
    const [project] = await projects.of("/p/a.yaml", ["/p"]);
    const service = project?.services.get("a");
    expect(service?.networkMode).toBeUndefined();
    expect(service?.ignoredByStack.networkMode?.value.kind).toBe("host");
    const { settings: others, problems } = readSettings({ compose: { deployedWith: "kubernetes" } });
    expect(others.deployedWith).toBe("auto");
    expect(problems).toEqual(["hostside.compose.deployedWith: it has to be one of auto, compose, stack"]);
  });

  it("takes a version of Compose, and says what is none", () => {
    expect(readSettings({ compose: { version: "2.40" } }).settings.composeVersion).toEqual([2, 40, 0]);
    expect(readSettings({ compose: { version: "" } })).toMatchObject({
      settings: { composeVersion: undefined },
      problems: [],
    });
    expect(readSettings({ compose: { version: "old" } }).problems).toEqual([
      "hostside.compose.version: it has to be a version of Docker Compose, such as 2.40",
    ]);
  });

  it("takes the files that are checked, and says which words there are", () => {
    expect(readSettings({ compose: {} })).toMatchObject({ settings: { checks: "openFiles" }, problems: [] });
    expect(readSettings({ compose: { check: "workspace" } })).toMatchObject({
      settings: { checks: "workspace" },
      problems: [],
    });
    const { settings, problems } = readSettings({ compose: { check: "all" } });
    expect(settings.checks).toBe("openFiles");
    expect(problems).toEqual(["hostside.compose.check: it has to be one of openFiles, workspace"]);
  });

  it("takes a kind of engine, and says which there are", () => {
    expect(readSettings({ compose: { engine: "rootless" } }).settings.engine).toBe("rootless");
    expect(readSettings({ compose: { engine: "auto" } })).toMatchObject({
      settings: { engine: undefined },
      problems: [],
    });
    const { settings, problems } = readSettings({ compose: { engine: "podman" } });
    expect(settings.engine).toBeUndefined();
    expect(problems[0]).toContain("hostside.compose.engine: it has to be one of auto, linux, docker-desktop");
  });

  it.each([
    [{ files: ["a.yaml"] }, "it has to be a list"],
    [[{ files: "a.yaml" }], "entry 1 is left out"],
    [[null, { files: [] }], "entry 1 is left out"],
    [[{ files: ["a.yaml"], profiles: "p" }], "entry 1 is left out"],
  ])("says what it cannot understand: %j", (projects, problem) => {
    const { settings, problems } = readSettings({ compose: { projects } });
    expect(problems[0]).toContain(`hostside.compose.projects: ${problem}`);
    expect(settings.projects(["/p"])).toEqual([]);
  });
});

describe("the process's environment", () => {
  it("gives variables their values only where it is let in", async () => {
    const { settings } = readSettings({ compose: { projects: [{ files: ["app/base.yaml", "app/prod.yaml"] }] } });
    const [project] = await projectsFor({ MODE: "host" }).of("/p/app/base.yaml", [], settings.projects(["/p"]));
    expect(project?.services.get("web")?.networkMode?.value).toEqual({ kind: "host" });
    expect(readSettings({ compose: { useEnvironment: true } }).settings.useEnvironment).toBe(true);
    expect(readSettings({ compose: { useEnvironment: "yes" } }).settings.useEnvironment).toBe(false);
  });
});

describe("an included file", () => {
  it("is analysed in the project that includes it, and not by itself", async () => {
    const found = await projectsFor().of("/p/app/sub/compose.yaml", ["/p"]);
    expect(found.map((project) => [...project.services.keys()])).toEqual([["inner", "other"]]);
  });

  const beside = {
    "/p/base/compose.yml": "services:\n  inner: {image: a, networks: [shared]}\n",
    "/p/app/compose.yaml": "include:\n  - ../base/compose.yml\nnetworks: {shared: {}}\n",
    "/p/base/test/compose.yaml": "include:\n  - ../compose.yml\nnetworks: {shared: {}}\n",
  };
  const networksFrom = async (projects: Projects): Promise<string[][]> =>
    (await projects.of("/p/base/compose.yml", ["/p"])).map(({ networks }) => [...networks.keys()]);

  it("is analysed with whoever includes it from a folder beside, as soon as that one was met", async () => {
    const projects = new Projects(new FileCache(new MemoryFiles({ ...beside })), { environment: () => undefined });
    expect(await networksFrom(projects)).toEqual([[]]);
    await projects.meetIncluder("/p/app/compose.yaml");
    expect(await networksFrom(projects)).toEqual([["shared"]]);
  });

  it("stays a project by itself where only a file below it includes it, or nobody does any more", async () => {
    const files = { ...beside };
    const cache = new FileCache(new MemoryFiles(files));
    const projects = new Projects(cache, { environment: () => undefined });
    await projects.meetIncluder("/p/base/test/compose.yaml");
    expect(await networksFrom(projects)).toEqual([[]]);
    await projects.meetIncluder("/p/app/compose.yaml");
    files["/p/app/compose.yaml"] = "services: {}\n";
    cache.changedOnDisk("/p/app/compose.yaml");
    expect(await networksFrom(projects)).toEqual([[]]);
  });
});

describe("hostside.compose.inlayHints", () => {
  it("shows each kind that is not off", () => {
    const kindsOf = (inlayHints: unknown) => [...readSettings({ compose: { inlayHints } }).settings.inlayHints];
    const all = ["mode", "listens", "variables", "overrides"];
    expect(kindsOf(undefined)).toEqual(all);
    expect(kindsOf({ mode: false, variables: "no" })).toEqual(["listens", "variables", "overrides"]);
  });
});
